// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MISC_CHECK with real programs. */
class MiscCheckSystemTest {
    private static final String SERVER = "127.0.0.1:9";

    @TempDir
    Path folder;

    private MainstayProcess mainstay;
    private Path script;
    private Path status;

    @BeforeEach
    void write() throws IOException {
        status = Files.writeString(folder.resolve("status"), "0");
        script = folder.resolve("check.sh");
        program("echo \"asked by $(id -un) with: $*\"; exit $(cat " + status + ")");
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"));
    }

    @AfterEach
    void stop() {
        mainstay.close();
    }

    private void program(String text) throws IOException {
        Path draft = Files.writeString(folder.resolve("draft"), "#!/bin/sh\n" + text + "\n");
        assertThat(draft.toFile().setExecutable(true, false)).isTrue();
        Files.move(draft, script, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void start(String options) {
        mainstay.configure("virtual_server " + Loopback.next() + " 80 {\n"
                        + Configs.TIMING
                                .replace("delay_loop 1", "delay_loop 0.2")
                                .replace("retry 1\n", "")
                        + "real_server 127.0.0.1 9 {\nweight 10\nMISC_CHECK {\n" + options + "\n}\n}\n}\n")
                .start();
    }

    private JsonObject check() {
        return mainstay.check("MISC_CHECK");
    }

    private void awaitState(String state) {
        mainstay.await(
                "it is " + state, () -> check().get("state").getAsString().equals(state));
    }

    private void say(String number) throws IOException {
        Path draft = Files.writeString(folder.resolve("next"), number);
        Files.move(draft, status, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void theExitStatusDecidesAndTheOutputIsShown() throws Exception {
        start("misc_path \"" + script + " --host 'two words'\"");
        awaitState("up");
        String shown = mainstay.ctl("probe", "MISC_CHECK").out();
        assertThat(shown).contains("asked by", "with: --host two words", "passed: status 0");
        say("3");
        awaitState("down");
        assertThat(mainstay.stateOf(SERVER)).isEqualTo("down");
        assertThat(mainstay.ctl("probe", "MISC_CHECK").out()).contains("status 3");
        say("0");
        awaitState("up");
    }

    @Test
    void theExitStatusMayBeTheWeight() throws Exception {
        start("misc_path " + script + "\nmisc_dynamic");
        awaitState("up");
        say("42");
        mainstay.await("the weight is 40", () -> weight() == 40);
        say("0");
        mainstay.await("the weight is the configured one", () -> weight() == 10);
        say("1");
        awaitState("down");
    }

    private int weight() {
        return mainstay.realServer(SERVER).orElseThrow().get("weight").getAsInt();
    }

    @Test
    void aProgramThatTakesTooLongIsEndedWithAllThatItStarted() throws Exception {
        Path child = folder.resolve("child");
        program("sleep 100 & echo $! >" + child + "; wait");
        start("misc_path " + script + "\nmisc_timeout 1");
        awaitState("down");
        assertThat(mainstay.ctl("history", "MISC_CHECK").out()).contains("did not end within 1000 ms");
        long pid = Long.parseLong(Files.readString(child).strip());
        mainstay.await(
                "the child of a run that is over has gone",
                () -> ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true));
    }

    @Test
    void runsAsTheUserThatIsNamed() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can change accounts");
        for (Path path = folder; !path.equals(Path.of("/tmp")) && path.getNameCount() > 1; path = path.getParent()) {
            Files.setAttribute(path, "unix:mode", 0755);
        }
        Files.setAttribute(status, "unix:mode", 0644);
        start("misc_path " + script + "\nuser nobody");
        awaitState("up");
        assertThat(mainstay.ctl("probe", "MISC_CHECK").out()).contains("asked by nobody");
    }

    @Test
    void aMissingProgramSaysNothingAboutTheServer() {
        start("misc_path /no/such/program");
        mainstay.await("it is broken", () -> mainstay.ctl("checks").out().contains("does not exist"));
        assertThat(check().get("state").getAsString()).isEqualTo("up");
    }

    @Test
    void leavesNoZombie() throws IOException {
        start("misc_path " + script);
        mainstay.await("many runs", () -> check().get("probes").getAsLong() > 15);
        long zombies = ProcessHandle.of(mainstay.pid())
                .orElseThrow()
                .children()
                .filter(p -> {
                    try {
                        return Files.readString(Path.of("/proc/" + p.pid() + "/stat"))
                                .contains(") Z ");
                    } catch (IOException e) {
                        return false; // it has gone
                    }
                })
                .count();
        assertThat(zombies).isLessThanOrEqualTo(1); // one may be about to be waited for
    }
}
