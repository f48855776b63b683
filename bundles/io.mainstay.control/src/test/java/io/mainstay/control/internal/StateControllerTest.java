// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.ConfigSource;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.config.Word;
import io.mainstay.api.control.Configuration.ReloadReport;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.platform.ConfigInterpreter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateControllerTest {
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final ControlLoop control = new ControlLoop();
    private final StateController controller = new StateController(control, new FirstWordInterpreter());

    @AfterEach
    void stop() {
        controller.deactivate();
        control.stop();
    }

    @Test
    void participantsPrepareAllBeforeAnyCommitsInAscendingOrder() {
        controller.addParticipant(new Participant("balancer"), Map.of(StateParticipant.ORDER, 200));
        controller.addParticipant(new Participant("checks"), Map.of(StateParticipant.ORDER, 100));
        controller.addSource(new Source("router-a"), Map.of());

        ReloadReport report = controller.reload();

        assertThat(report.accepted()).isTrue();
        assertThat(report.number()).isEqualTo(1);
        assertThat(controller.current().globals().routerId()).isEqualTo("router-a");
        assertThat(events)
                .containsExactly("checks prepare 1", "balancer prepare 1", "checks commit", "balancer commit");
    }

    @Test
    void oneParticipantsErrorAbandonsAllAndKeepsTheCurrentState() {
        Source source = new Source("good");
        Participant checks = new Participant("checks");
        controller.addParticipant(checks, Map.of(StateParticipant.ORDER, 100));
        controller.addParticipant(new Participant("balancer"), Map.of(StateParticipant.ORDER, 200));
        controller.addSource(source, Map.of());
        controller.reload();
        events.clear();
        source.word = "other";
        checks.diagnostics = List.of(Diagnostic.error(DiagnosticKind.GENERAL, Position.of("f"), "no"));

        ReloadReport report = controller.reload();

        assertThat(report.accepted()).isFalse();
        assertThat(report.number()).isEqualTo(1);
        assertThat(controller.current().globals().routerId()).isEqualTo("good");
        assertThat(events)
                .containsExactly("checks prepare 2", "balancer prepare 2", "checks abandon", "balancer abandon");
    }

    @Test
    void errorsOfSourceInterpreterAndParticipantComeOutTogether() {
        Source source = new Source("bad");
        source.diagnostics = List.of(Diagnostic.error(DiagnosticKind.UNMATCHED_QUOTE, Position.of("f"), "quote"));
        Participant checks = new Participant("checks");
        checks.diagnostics = List.of(Diagnostic.error(DiagnosticKind.GENERAL, Position.of("f"), "option"));
        controller.addParticipant(checks, Map.of());
        controller.addSource(source, Map.of());

        assertThat(controller.reload().diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("quote", "option", "bad is bad"); // in the order of their lines
    }

    @Test
    void aSourceThatThrowsRefusesTheReloadInItsOwnName() {
        controller.addSource(
                new ConfigSource() {
                    @Override
                    public String name() {
                        return "remote";
                    }

                    @Override
                    public Fragment read() {
                        throw new IllegalStateException("lost");
                    }
                },
                Map.of());

        ReloadReport report = controller.reload();

        assertThat(report.accepted()).isFalse();
        assertThat(report.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.at().file()).isEqualTo("remote");
            assertThat(d.message()).contains("lost");
        });
    }

    @Test
    void aParticipantThatThrowsWhilePreparingRefusesTheReload() {
        Participant checks = new Participant("checks");
        checks.failure = new LinkageError("gone");
        controller.addParticipant(checks, Map.of());

        assertThat(controller.reload().accepted()).isFalse();
        assertThat(controller.current().number()).isZero();
    }

    @Test
    void aRefusedReloadIsAFindingUntilTheNextIsAccepted() {
        Source source = new Source("bad");
        controller.addSource(source, Map.of());
        controller.reload();

        assertThat(controller.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains("bad is bad"));

        source.word = "good";
        controller.reload();
        assertThat(controller.findings()).isEmpty();
    }

    @Test
    void testingChangesNothing() {
        controller.addParticipant(new Participant("checks"), Map.of());
        controller.addSource(new Source("x"), Map.of());

        assertThat(controller.test().accepted()).isTrue();

        assertThat(controller.current().number()).isZero();
        assertThat(events).containsExactly("checks prepare 1", "checks abandon");
    }

    @Test
    void aSourceThatReportsAChangeIsReadAgain() throws InterruptedException {
        Source source = new Source("one");
        Participant checks = new Participant("checks");
        controller.addParticipant(checks, Map.of());
        controller.addSource(source, Map.of());
        controller.start();
        checks.commits.clear();
        source.word = "two";

        source.changed.run();

        assertThat(checks.commits.poll(10, TimeUnit.SECONDS)).isEqualTo("two");
    }

    @Test
    void aParticipantThatComesLateGetsTheState() throws InterruptedException {
        controller.addSource(new Source("one"), Map.of());
        controller.start();
        Participant late = new Participant("late");

        controller.addParticipant(late, Map.of());

        assertThat(late.commits.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
    }

    @Test
    void stoppingGoesInDescendingOrderAndPassesOverFailures() {
        controller.addParticipant(new Participant("notify"), Map.of(StateParticipant.ORDER, 50));
        Participant checks = new Participant("checks");
        checks.stopFailure = new IllegalStateException("stuck");
        controller.addParticipant(checks, Map.of(StateParticipant.ORDER, 100));
        controller.addParticipant(new Participant("balancer"), Map.of(StateParticipant.ORDER, 200));

        controller.stop();

        assertThat(events).containsExactly("balancer stop", "checks stop", "notify stop");
    }

    @Test
    void sourcesAreReadHighestRankingFirst() {
        controller.addSource(new Source("low"), Map.of("service.ranking", -5));
        controller.addSource(new Source("high"), Map.of("service.ranking", 5));

        controller.reload();

        assertThat(controller.current().globals().routerId()).isEqualTo("high");
    }

    /** The first word is the router id; the word {@code bad} is an error. */
    private static final class FirstWordInterpreter implements ConfigInterpreter {
        @Override
        public Interpretation interpret(
                long number, List<ConfigNode> nodes, Map<String, DataPlaneCapabilities> planes) {
            String word = nodes.isEmpty() ? "none" : nodes.get(0).name();
            List<Diagnostic> diagnostics = word.equals("bad")
                    ? List.of(Diagnostic.error(
                            DiagnosticKind.GENERAL, nodes.get(0).at(), "bad is bad"))
                    : List.of();
            return new Interpretation(
                    new DesiredState(number, GlobalSettings.defaults(word), List.of(), Map.of()), diagnostics);
        }
    }

    private static final class Source implements ConfigSource {
        private volatile String word;
        private volatile List<Diagnostic> diagnostics = List.of();
        private volatile Runnable changed;

        Source(String word) {
            this.word = word;
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public Fragment read() {
            return new Fragment(List.of(ConfigNode.line(new Word(word, "f", 1, 1), List.of())), diagnostics);
        }

        @Override
        public Subscription subscribe(Runnable onChange) {
            changed = onChange;
            return () -> changed = null;
        }
    }

    private final class Participant implements StateParticipant {
        private final String name;
        private final BlockingQueue<String> commits = new LinkedBlockingQueue<>();
        private volatile List<Diagnostic> diagnostics = List.of();
        private volatile Error failure;
        private volatile RuntimeException stopFailure;

        Participant(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Prepared prepare(DesiredState next) {
            assertThat(control.isCurrent()).isTrue();
            if (failure != null) {
                throw failure;
            }
            events.add(name + " prepare " + next.number());
            return new Prepared() {
                @Override
                public List<Diagnostic> diagnostics() {
                    return diagnostics;
                }

                @Override
                public void commit() {
                    events.add(name + " commit");
                    commits.add(next.globals().routerId());
                }

                @Override
                public void abandon() {
                    events.add(name + " abandon");
                }
            };
        }

        @Override
        public CompletionStage<Void> stop() {
            events.add(name + " stop");
            if (stopFailure != null) {
                throw stopFailure;
            }
            return CompletableFuture.completedFuture(null);
        }
    }
}
