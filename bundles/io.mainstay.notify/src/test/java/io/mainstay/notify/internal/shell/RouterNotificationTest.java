// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import static io.mainstay.notify.internal.RouterSetup.all;
import static io.mainstay.notify.internal.RouterSetup.entered;
import static io.mainstay.notify.internal.RouterSetup.globals;
import static io.mainstay.notify.internal.RouterSetup.group;
import static io.mainstay.notify.internal.RouterSetup.instance;
import static io.mainstay.notify.internal.RouterSetup.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.vrrp.RouterState;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.transition.Transition;
import io.mainstay.notify.internal.Setup;
import io.mainstay.notify.internal.smtp.MailMessage;
import io.mainstay.testkit.FakeScriptRunner;
import io.mainstay.testkit.VirtualControlThread;
import io.mainstay.testkit.VirtualTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RouterNotificationTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeScriptRunner runner = new FakeScriptRunner();
    private final BlockingQueue<MailMessage> mails = new LinkedBlockingQueue<>();
    private final NotifyEngine engine = new NotifyEngine(
            new VirtualControlThread(time),
            runner,
            (message, settings) -> {
                mails.add(message);
                return List.of();
            },
            Clock.systemUTC());
    private final VrrpInstance router = instance("V1", all(false));

    @Test
    void theScriptOfTheStateThenTheGenericOneWithFourWords() {
        runner.exitAtOnce();
        tell(router, RouterState.BACKUP);
        tell(router, RouterState.MASTER);
        tell(router, RouterState.FAULT);
        tell(router, RouterState.STOP);

        assertThat(runner.drain())
                .containsExactly(
                        "/backup",
                        "/any 1 INSTANCE V1 BACKUP 100",
                        "/master",
                        "/any 1 INSTANCE V1 MASTER 100",
                        "/fault",
                        "/any 1 INSTANCE V1 FAULT 100",
                        "/stop",
                        "/any 1 INSTANCE V1 STOP 100");
    }

    @Test
    void groupsHavePriorityZero() {
        runner.exitAtOnce();
        engine.transition(entered(group("G", all(false)), RouterState.MASTER));

        assertThat(runner.drain()).containsExactly("/master", "/any 1 GROUP G MASTER 0");
    }

    @Test
    void aRemovedInstanceRunsItsDeletedScriptOrOnlyTheGenericOneWithFault() {
        runner.exitAtOnce();
        tell(instance("V1", all(true)), RouterState.DELETED);
        tell(instance("V4", all(false)), RouterState.DELETED);

        assertThat(runner.drain())
                .containsExactly("/deleted", "/any 1 INSTANCE V1 DELETED 100", "/any 1 INSTANCE V4 FAULT 100");
    }

    @Test
    void scriptsOfOneRouterWaitForEachOtherAndThoseOfAnotherDoNot() {
        tell(router, RouterState.BACKUP);
        tell(router, RouterState.MASTER);
        tell(instance("V2", all(false)), RouterState.BACKUP);
        assertThat(started())
                .containsExactly(
                        "/backup", "/any 1 INSTANCE V1 BACKUP 100", "/backup", "/any 1 INSTANCE V2 BACKUP 100");

        runner.runs().get(0).exit(0);
        assertThat(started()).hasSize(4);
        runner.runs().get(1).exit(0);

        assertThat(started()).endsWith("/master", "/any 1 INSTANCE V1 MASTER 100");
    }

    @Test
    void aScriptThatHangsHoldsTheNextOnesUpForThirtySecondsOnly() {
        tell(router, RouterState.BACKUP);
        tell(router, RouterState.MASTER);
        time.advance(ScriptSequence.PATIENCE.minusMillis(1));
        assertThat(started()).hasSize(2);

        time.advance(Duration.ofMillis(1));

        assertThat(started()).endsWith("/master", "/any 1 INSTANCE V1 MASTER 100");
    }

    @Test
    void whenTooManyWaitTheOldestAreForgottenAndTheNewestStateIsTold() {
        tell(router, RouterState.BACKUP);
        for (int i = 0; i < ScriptSequence.CAPACITY + 10; i++) {
            tell(router, RouterState.BACKUP);
        }
        tell(router, RouterState.MASTER);
        runner.exitAtOnce();
        runner.runs().forEach(run -> run.exit(0));

        assertThat(started()).hasSize(2 + 2 * ScriptSequence.CAPACITY).endsWith("/any 1 INSTANCE V1 MASTER 100");
    }

    @Test
    void aStopHurriesAndWaitsForNothingElse() {
        tell(router, RouterState.MASTER);
        tell(router, RouterState.BACKUP);
        tell(router, RouterState.STOP);

        assertThat(started()).endsWith("/stop", "/any 1 INSTANCE V1 STOP 100").hasSize(4);
        assertThat(runner.runs().get(3).script().timeLimit()).contains(Scripts.AT_STOP);
        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();
        assertThat(stopped).isNotDone();
        runner.runs().subList(2, 4).forEach(run -> run.exit(0));
        assertThat(stopped).isCompleted();
    }

    @Test
    void lowerPrioritiesAreFoldedWhileTheScriptRuns() {
        for (int i = 0; i < 1000; i++) {
            engine.transition(new Transition.LowerPriorityHeard(
                    router, 100, Values.address("192.0.2.2").orElseThrow(), 50));
        }
        assertThat(started()).containsExactly("/lower");

        runner.exitAtOnce();
        runner.runs().get(0).exit(0);

        assertThat(started()).containsExactly("/lower", "/lower");
    }

    @Test
    void mailsTellOfThreeStatesAndNotTwiceOfTheSame() throws Exception {
        commit(false, router);
        for (RouterState state : List.of(
                RouterState.BACKUP, RouterState.BACKUP, RouterState.MASTER, RouterState.FAULT, RouterState.STOP)) {
            tell(router, state);
        }
        engine.transition(entered(group("G", all(false)), RouterState.MASTER));

        assertThat(List.of(subject(), subject(), subject(), subject()))
                .containsExactly(
                        "[lb1] VRRP Instance V1 - Entering BACKUP state",
                        "[lb1] VRRP Instance V1 - Entering MASTER state",
                        "[lb1] VRRP Instance V1 - Entering FAULT state",
                        "[lb1] VRRP Group G - Entering MASTER state");
    }

    @Test
    void faultsAreNotMailedOnRequest() throws Exception {
        commit(true, router);
        tell(router, RouterState.FAULT);
        tell(router, RouterState.BACKUP);

        assertThat(subject()).endsWith("BACKUP state");
    }

    private String subject() throws InterruptedException {
        return mails.poll(20, TimeUnit.SECONDS).subject();
    }

    private void commit(boolean noMailFaults, VrrpInstance... instances) {
        GlobalSettings settings =
                Setup.globals(Optional.of(Setup.mail(Setup.endpoint("192.0.2.25:25"), Duration.ofSeconds(1))), false);
        engine.prepare(state(settings, globals(noMailFaults, false), List.of(instances), List.of()))
                .commit();
    }

    private void tell(VrrpInstance instance, RouterState state) {
        engine.transition(entered(instance, state));
    }

    private List<String> started() {
        return runner.runs().stream().map(run -> run.script().toString()).toList();
    }
}
