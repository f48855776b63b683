// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.CarpLan;
import io.mainstay.systests.support.CarpLan.Ucarp;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Exec;
import io.mainstay.systests.support.Lan;
import io.mainstay.systests.support.MainstayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/mainstay-ucarp in place of ucarp. */
class UcarpCommandSystemTest {
    private static final String COMMAND =
            Distribution.built().home().resolve("bin/mainstay-ucarp").toString();

    /** In no other command line on this machine. */
    private static final String SECRET = "s3cr3t-of-this-test";

    @TempDir
    Path folder;

    private Lan lan;
    private Path log;
    private List<Path> scripts;
    private final List<Ucarp> running = new ArrayList<>();

    @BeforeAll
    static void possible() {
        assumeTrue(Lan.isPossible(), "SKIPPED: network namespaces need root");
    }

    @BeforeEach
    void wire() {
        lan = Lan.of(2);
        log = folder.resolve("scripts.log");
        scripts = CarpLan.scripts(folder, log);
    }

    @AfterEach
    void unwire() {
        running.forEach(Ucarp::close);
        lan.close();
    }

    private Ucarp start(String program, Lan.Host host, String... options) {
        List<String> all = new ArrayList<>(
                List.of("-u", scripts.get(0).toString(), "-d", scripts.get(1).toString()));
        if (program.equals(COMMAND)) {
            all.addAll(List.of(
                    "--state-dir", folder.resolve("state" + host.number()).toString()));
        }
        all.addAll(List.of(options));
        Ucarp started = new Ucarp(program, host, folder, all);
        running.add(started);
        return started;
    }

    private List<String> ran() {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void awaitScripts(String... lines) {
        Await.until(
                "the scripts have run", MainstayProcess.PATIENCE, () -> ran().equals(List.of(lines)), () -> ran() + "");
    }

    @Test
    void itBehavesLikeUcarp() throws IOException {
        Ucarp one = start(COMMAND, lan.host(1), "-x", "p", "-z", "-f", "none", "-p", SECRET);
        String down = "down eth0 " + CarpLan.VIP + " p";
        String up = "up eth0 " + CarpLan.VIP + " p";
        awaitScripts(down, up);
        assertThat(Exec.run(List.of("ps", "-ef")).out().lines().filter(line -> line.contains(SECRET)))
                .isEmpty();
        assertThat(Files.readString(Path.of("/proc/" + one.pid() + "/environ"))).doesNotContain(SECRET);

        one.signal("USR1").awaitLog("MASTER on eth0 id 42");
        one.signal("USR2").awaitLog("MASTER -> BACKUP");
        awaitScripts(down, up, down);
        one.signal("USR1").awaitLog("BACKUP on eth0 id 42");
        awaitScripts(down, up, down, up);

        one.signal("HUP");
        assertThat(one.awaitExit()).isZero();
        awaitScripts(down, up, down, up, down);
        assertThat(lan.host(1).has(CarpLan.VIP)).isFalse();
    }

    @Test
    void withoutShutdownNoScriptRunsAtTheEnd() {
        Ucarp one = start(COMMAND, lan.host(1), "-n");
        awaitScripts("up eth0 " + CarpLan.VIP);
        one.signal("TERM");
        assertThat(one.awaitExit()).isEqualTo(143);
        awaitScripts("up eth0 " + CarpLan.VIP);
        assertThat(lan.host(1).has(CarpLan.VIP)).isTrue();
    }

    @Test
    void itSharesAnAddressWithTheRealOne() {
        assumeTrue(Ucarp.isInstalled(), "SKIPPED: there is no ucarp; on Debian: apt-get install ucarp");
        Ucarp ours = start(COMMAND, lan.host(1), "-z");
        CarpLan.holds(lan.host(1), lan.host(2));
        Ucarp theirs = start("ucarp", lan.host(2), "-k", "100", "-z");
        theirs.awaitLog("Switching to state: BACKUP");
        ours.signal("TERM");
        assertThat(ours.awaitExit()).isZero();
        CarpLan.holds(lan.host(2), lan.host(1));

        start(COMMAND, lan.host(1), "-z", "-P");
        CarpLan.holds(lan.host(1), lan.host(2));
        theirs.awaitLog("Preferred master advertised");
    }

    @Test
    void itGoesToTheBackgroundAndReadsThePasswordFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("pass"), "love\n");
        List<String> command =
                new ArrayList<>(lan.host(1).inside(COMMAND, "-i", "eth0", "-s", "10.77.0.1", "-v", "42"));
        Path state = folder.resolve("state");
        command.addAll(
                List.of("-o", file.toString(), "-a", CarpLan.VIP, "-B", "-z", "-f", "none", "--install-address"));
        command.addAll(List.of("--state-dir", state.toString()));
        Exec.Result result = Exec.run(command);
        assertThat(result.exitCode()).as(result.err()).isZero();
        Await.until(
                "it holds the address",
                Duration.ofSeconds(20),
                () -> lan.host(1).has(CarpLan.VIP));
        String pid = Files.readString(state.resolve("lock")).strip();
        Exec.run(List.of("sh", "-c", "kill " + pid));
        Await.until(
                "it gives it back", Duration.ofSeconds(20), () -> !lan.host(1).has(CarpLan.VIP));
        Await.until("it has ended", Duration.ofSeconds(20), () -> !Files.exists(Path.of("/proc", pid)));
    }

    @Test
    void aWrongLineIsRefusedWithAHint() {
        refused(1, "unknown option --bogus", "--bogus");
        refused(1, "-v/--vhid is needed");
        refused(1, "expected 1 to 255", "-s", "10.77.0.1", "-v", "0", "-p", "love", "-a", CarpLan.VIP);
        refused(
                2,
                "interface nope does not exist",
                "-i",
                "nope",
                "-s",
                "10.77.0.1",
                "-v",
                "42",
                "-p",
                "love",
                "-a",
                CarpLan.VIP);
        refused(2, "does not have the source address", "-s", "10.9.9.9", "-v", "42", "-p", "love", "-a", CarpLan.VIP);
        refused(
                2,
                "longer than 19 bytes",
                "-s",
                "10.77.0.1",
                "-v",
                "42",
                "-p",
                "12345678901234567890",
                "-a",
                CarpLan.VIP);
        assertThat(Exec.run(List.of(COMMAND, "--help")).out()).contains("--deadratio");
    }

    private void refused(int exitCode, String hint, String... options) {
        List<String> command = new ArrayList<>(lan.host(1).inside(COMMAND));
        command.addAll(List.of(options));
        if (exitCode == 2) {
            command.addAll(List.of("--state-dir", folder.resolve("refused").toString()));
        }
        Exec.Result result = Exec.run(command);
        assertThat(result.exitCode())
                .as(String.join(" ", options) + result.err())
                .isEqualTo(exitCode);
        assertThat(result.err()).contains(hint);
    }
}
