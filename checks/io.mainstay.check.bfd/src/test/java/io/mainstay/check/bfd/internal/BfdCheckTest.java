// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.bfd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.control.BfdSessions;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.OptionsPage;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.ThreadLanes;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BfdCheckTest {
    private final BfdCheckerFactory factory = new BfdCheckerFactory();
    private final ProbeHarness harness = new ProbeHarness(ThreadLanes::new);
    private final List<ProbeResult> results = new ArrayList<>();

    /** Sessions that the test moves. */
    private static final class FakeSessions implements BfdSessions {
        final Map<String, Session> sessions = new HashMap<>();
        final Map<String, List<Runnable>> listeners = new HashMap<>();

        void set(String name, boolean up, String detail) {
            sessions.put(name, new Session(name, up, detail));
            List.copyOf(listeners.getOrDefault(name, List.of())).forEach(Runnable::run);
        }

        @Override
        public Optional<Session> find(String name) {
            return Optional.ofNullable(sessions.get(name));
        }

        @Override
        public Runnable listen(String name, Runnable changed) {
            List<Runnable> here = listeners.computeIfAbsent(name, n -> new ArrayList<>());
            here.add(changed);
            return () -> here.remove(changed);
        }
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private Compiled<Checker> compile(String options) {
        CheckTarget target = new CheckTarget(
                new Endpoint(InetAddress.getLoopbackAddress(), 80),
                Protocol.TCP,
                Optional.empty(),
                Duration.ofSeconds(5),
                1,
                Optional.empty());
        return factory.compile(target, OptionText.of("BFD_CHECK", options));
    }

    private AutoCloseable follow() {
        BfdChecker checker = (BfdChecker) compile("name router").value().orElseThrow();
        return checker.watch(() -> results.add(harness.run(checker).result()));
    }

    private ProbeResult last() {
        return results.get(results.size() - 1);
    }

    @Test
    void followsItsSession() throws Exception {
        FakeSessions sessions = new FakeSessions();
        sessions.set("router", true, "Up");
        factory.bindSessions(sessions);
        AutoCloseable following = follow();
        assertThat(last()).isEqualTo(ProbeResult.passed("Up"));
        sessions.set("router", false, "Down, control detection time expired");
        assertThat(last())
                .isEqualTo(ProbeResult.failed(
                        FailReason.UNREACHABLE, "the session is Down, control detection time expired"));
        sessions.set("router", true, "Up");
        assertThat(last()).isEqualTo(ProbeResult.passed("Up"));
        following.close();
        sessions.set("router", false, "Down");
        assertThat(results).hasSize(3);
    }

    @Test
    void withoutSessionsOrWithoutThisOneItIsBroken() {
        follow();
        assertThat(last()).isInstanceOf(ProbeResult.Broken.class);
        assertThat(last().detail()).contains("nobody speaks BFD here");
        FakeSessions sessions = new FakeSessions();
        factory.bindSessions(sessions);
        assertThat(last().detail()).isEqualTo("there is no BFD session 'router'");
        sessions.set("router", true, "Up");
        assertThat(last()).isInstanceOf(ProbeResult.Passed.class);
    }

    @Test
    void movesToAnotherProvider() {
        FakeSessions old = new FakeSessions();
        FakeSessions fresh = new FakeSessions();
        fresh.set("router", false, "Down");
        old.set("router", true, "Up");
        factory.bindSessions(old);
        follow();
        factory.bindSessions(fresh);
        factory.unbindSessions(old);
        assertThat(last()).isInstanceOf(ProbeResult.Failed.class);
        assertThat(old.listeners.get("router")).isEmpty();
        factory.unbindSessions(fresh);
        assertThat(last()).isInstanceOf(ProbeResult.Broken.class);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(compile("nam x").diagnostics())
                .extracting(Diagnostic::toString)
                .containsExactlyInAnyOrder(
                        "test.conf: error: 'BFD_CHECK' needs 'name': a name of at most 31 characters",
                        "test.conf:1:1: error: unknown keyword 'nam' in 'BFD_CHECK' (did you mean 'name'?)");
    }

    @Test
    void readmeAndReferenceListTheDeclaredOptions() {
        for (String page : List.of("README.md", "../../docs/reference/checkers.md")) {
            OptionsPage.assertUpToDate(
                    Path.of(page), "BFD_CHECK", factory.schema("BFD_CHECK").orElseThrow());
        }
    }
}
