// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import static io.mainstay.notify.internal.Setup.quorum;
import static io.mainstay.notify.internal.Setup.script;
import static io.mainstay.notify.internal.Setup.server;
import static io.mainstay.notify.internal.Setup.vs;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.NotifyFifo;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.Transition.Reason;
import io.mainstay.notify.internal.Setup;
import io.mainstay.notify.internal.smtp.MailMessage;
import io.mainstay.testkit.FakeScriptRunner;
import io.mainstay.testkit.VirtualControlThread;
import io.mainstay.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyEngineTest {
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

    @Test
    void scriptsRunExactlyAsConfigured() {
        engine.transition(server(vs(), true, Reason.NORMAL));
        engine.transition(server(vs(), false, Reason.NORMAL));
        engine.transition(quorum(vs(), true, Reason.NORMAL));
        engine.transition(quorum(vs(), false, Reason.START));

        assertThat(runner.runs())
                .extracting(FakeScriptRunner.Run::script)
                .containsExactly(script("/rs up"), script("/rs down"), script("/quorum up"), script("/quorum down"));
    }

    @Test
    void atAStopScriptsHaveOneSecondAndTheStopWaitsForThem() {
        engine.transition(server(vs(), false, Reason.STOP));
        assertThat(runner.runs().get(0).script().timeLimit()).contains(Duration.ofSeconds(1));

        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();
        assertThat(stopped).isNotDone();

        runner.runs().get(0).exit(0);
        assertThat(stopped).isCompleted();
    }

    @Test
    void theStopDoesNotWaitForEver() {
        engine.transition(server(vs(), false, Reason.STOP));
        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();

        time.advance(Duration.ofSeconds(4));

        assertThat(stopped).isCompleted();
    }

    @Test
    void startupScriptRunsOnceBeforeTheFirstCommitAndShutdownScriptAtTheEnd() {
        runner.exitAtOnce();
        DesiredState state = state(new GlobalSettings(
                "r",
                "auto",
                Optional.empty(),
                List.of(),
                false,
                false,
                Optional.of(script("/startup")),
                Optional.of(script("/shutdown")),
                Optional.empty()));

        engine.prepare(state).abandon();
        assertThat(runner.drain()).isEmpty();
        engine.prepare(state).commit();
        engine.prepare(state).commit();
        assertThat(runner.drain()).containsExactly("/startup");

        assertThat(engine.stop().toCompletableFuture()).isCompleted();
        assertThat(runner.runs()).extracting(run -> run.script().toString()).containsExactly("/shutdown");
        assertThat(runner.runs().get(0).script().timeLimit()).contains(Duration.ofSeconds(10));
    }

    @Test
    void mailsTellOfChecksAndOfQuorum() throws Exception {
        commit(mailing(false));

        engine.transition(check());
        engine.transition(server(vs(), false, Reason.NORMAL));
        engine.transition(quorum(vs(), false, Reason.NORMAL));

        assertThat(mail().body()).isEqualTo("=> TCP CHECK failed on service: refused <=");
        assertThat(mail().subject()).contains("Virtualserver");
        assertThat(mails).isEmpty();
    }

    @Test
    void noCheckerEmailsTellsOfRealServersOnly() throws Exception {
        commit(mailing(true));

        engine.transition(check());
        engine.transition(server(vs(), false, Reason.NORMAL));

        assertThat(mail().subject()).contains("Realserver");
        assertThat(mails).isEmpty();
    }

    @Test
    void withoutSmtpAlertThereIsNoMail() {
        commit(mailing(false));

        engine.transition(quorum(
                Setup.vs("tcp/x:1", io.mainstay.api.model.Protocol.TCP, false, Setup.rs(false)), true, Reason.NORMAL));
        engine.stop().toCompletableFuture().join();

        assertThat(mails).isEmpty();
    }

    @Test
    void aPathThatIsNoFifoIsReportedBeforeItIsUsed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("fifo"));
        DesiredState state = state(Setup.globals(
                Optional.empty(),
                false,
                new NotifyFifo(file.toString(), Optional.empty(), Optional.empty(), Optional.empty(), true)));

        assertThat(engine.prepare(state).diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("something else than a FIFO at " + file));
    }

    private void commit(GlobalSettings globals) {
        engine.prepare(state(globals)).commit();
    }

    private static DesiredState state(GlobalSettings globals) {
        return Setup.state(globals, vs());
    }

    private static GlobalSettings mailing(boolean noCheckerEmails) {
        return Setup.globals(
                Optional.of(Setup.mail(Setup.endpoint("127.0.0.1:25"), Duration.ofSeconds(1))), noCheckerEmails);
    }

    private static Transition check() {
        return new Transition.Check(
                new CheckId("tcp/192.0.2.1:80", Setup.endpoint("10.0.0.1:8080"), "TCP_CHECK", 1), false, "refused");
    }

    private MailMessage mail() throws InterruptedException {
        return mails.poll(10, TimeUnit.SECONDS);
    }
}
