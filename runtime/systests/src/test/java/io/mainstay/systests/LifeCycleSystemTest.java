// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Exec;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From start to stop, orderly and otherwise. */
class LifeCycleSystemTest {
    private final Distribution distribution = Distribution.built();

    @TempDir
    Path folder;

    private MainstayProcess process(String name) {
        return new MainstayProcess(distribution, folder.resolve(name));
    }

    private static String anyConfig() {
        return "virtual_server " + Loopback.next() + " 80 {\n" + Configs.TIMING + "    real_server " + Loopback.next()
                + " 80 {\n" + Configs.TCP + "    }\n}\n";
    }

    @Test
    void startsAndStopsOnTermWithExitCodeZero() {
        try (MainstayProcess mainstay = process("a").configure(anyConfig()).start()) {
            assertThat(mainstay.stop()).isZero();
            assertThat(mainstay.log())
                    .contains("stopped")
                    .doesNotContain("ERROR")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void interruptStopsItToo() {
        try (MainstayProcess mainstay = process("a").configure(anyConfig()).start()) {
            assertThat(mainstay.signal("INT").awaitExit()).isZero();
        }
    }

    @Test
    void killedTheHardWayItStartsAgain() {
        try (MainstayProcess mainstay = process("a").configure(anyConfig()).start()) {
            mainstay.signal("KILL").awaitExit();

            mainstay.start();
            assertThat(mainstay.ctl("status").exitCode()).isZero();
            assertThat(mainstay.stop()).isZero();
        }
    }

    @Test
    void otherSignalsOfKeepalivedDoNoHarm() {
        try (MainstayProcess mainstay = process("a").configure(anyConfig()).start()) {
            for (String name : List.of("STATS_CLEAR", "JSON", "TDUMP")) {
                String number = distribution.run("--signum", name).out().strip();
                mainstay.signal(number);
            }
            mainstay.signal("PIPE").signal("USR1").signal("USR2");

            mainstay.await(
                    "the state is written", () -> Files.exists(mainstay.state().resolve("mainstay.data")));
            mainstay.await(
                    "the counters are written",
                    () -> Files.exists(mainstay.state().resolve("mainstay.stats")));
            assertThat(mainstay.state().resolve("mainstay.data")).content().contains("Configuration 1");
            assertThat(mainstay.isAlive()).isTrue();
        }
    }

    @Test
    void aSecondInstanceIsRefusedAndTheFirstGoesOn() {
        try (MainstayProcess mainstay = process("a").configure(anyConfig()).start()) {
            Exec.Result second = Exec.run(mainstay.command("-n"));

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("another instance").contains("pid " + mainstay.pid());
            assertThat(mainstay.ctl("status").exitCode()).isZero();
        }
    }

    @Test
    void pidFilesAreWrittenAndRemoved() throws Exception {
        Path parent = folder.resolve("parent.pid");
        Path checkers = folder.resolve("checkers.pid");
        Files.writeString(parent, "4194000\n"); // stale
        try (MainstayProcess mainstay = process("a")
                .configure(anyConfig())
                .option("-p", parent.toString(), "-c", checkers.toString())
                .start()) {
            assertThat(parent).hasContent(Long.toString(mainstay.pid()));
            assertThat(checkers).hasContent(Long.toString(mainstay.pid()));

            mainstay.stop();
            assertThat(parent).doesNotExist();
            assertThat(checkers).doesNotExist();
        }
    }

    @Test
    void goesToTheBackgroundOnlyWhenItServes() throws Exception {
        Path pidFile = folder.resolve("pid");
        MainstayProcess mainstay = process("a").configure(anyConfig()).option("-p", pidFile.toString());

        Exec.Result start = Exec.run(mainstay.command());

        assertThat(start.exitCode()).as(start.err()).isZero();
        ProcessHandle daemon = ProcessHandle.of(
                        Long.parseLong(Files.readString(pidFile).strip()))
                .orElseThrow();
        try {
            assertThat(mainstay.ctl("status").exitCode()).isZero();
            assertThat(mainstay.state().resolve("log/mainstay.log")).content().contains("serving");
        } finally {
            daemon.destroy();
            daemon.onExit().get(30, java.util.concurrent.TimeUnit.SECONDS);
            mainstay.close();
        }
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void aFailedStartInTheBackgroundTellsWhyAndEndsWithItsExitCode() {
        MainstayProcess mainstay = process("a").configure("virtual_server 127.0.0.1 80 {\n    lb_algo nonsense\n}\n");

        Exec.Result start = Exec.run(mainstay.command());

        assertThat(start.exitCode()).isEqualTo(2);
        assertThat(start.err()).contains(mainstay.config() + ":2:").contains("nonsense");
    }

    @Test
    void aConfigurationFileThatIsNotThereEndsWithSix() {
        Exec.Result start = Exec.run(process("a")
                .option("-f", folder.resolve("missing.conf").toString())
                .command("-n"));

        assertThat(start.exitCode()).isEqualTo(6);
        assertThat(start.err()).contains("missing.conf");
    }

    @Test
    void unknownOptionsEndWithOneAndAHint() {
        Exec.Result start = Exec.run(process("a").command("--dont-frok"));

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.err()).contains("unknown option --dont-frok").contains("did you mean --dont-fork?");
    }

    @Test
    void helpAndVersionGoToStandardError() {
        assertThat(distribution.run("--help"))
                .satisfies(help -> assertThat(help.exitCode()).isZero())
                .satisfies(help -> assertThat(help.err()).contains("--use-file"));
        assertThat(distribution.run("-v"))
                .satisfies(version -> assertThat(version.exitCode()).isZero())
                .satisfies(version -> assertThat(version.err()).startsWith("Mainstay "));
    }

    @Test
    void twoInstancesShareOneReadOnlyDistribution() throws Exception {
        Distribution shared = distribution.copyTo(folder.resolve("the distribution"));
        setWritable(shared.home(), false);
        try (MainstayProcess one = new MainstayProcess(shared, folder.resolve("one"))
                        .configure(anyConfig())
                        .start();
                MainstayProcess two = new MainstayProcess(shared, folder.resolve("two"))
                        .configure(anyConfig())
                        .start()) {
            assertThat(one.ctl("status").exitCode()).isZero();
            assertThat(two.ctl("status").exitCode()).isZero();
            assertThat(one.stop()).isZero();
            assertThat(two.ctl("status").exitCode()).isZero();
            assertThat(two.stop()).isZero();
        } finally {
            setWritable(shared.home(), true);
        }
    }

    private static void setWritable(Path tree, boolean writable) throws Exception {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.toList()) {
                boolean executable = Files.isDirectory(path) || Files.isExecutable(path);
                String mode = (writable ? "rw" : "r-") + (executable ? "x" : "-") + (executable ? "r-xr-x" : "r--r--");
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
            }
        }
    }

    @Test
    void worksThroughASymbolicLinkFromAFolderWithBlanks() throws Exception {
        Distribution copy = distribution.copyTo(folder.resolve("my programs"));
        Path link = Files.createSymbolicLink(folder.resolve("ms"), copy.script());

        Exec.Result version = Exec.run(List.of(link.toString(), "--version"));
        assertThat(version.exitCode()).isZero();
        try (MainstayProcess mainstay = new MainstayProcess(copy, folder.resolve("an instance"))
                .configure(anyConfig())
                .start()) {
            assertThat(mainstay.stop()).isZero();
        }
    }

    @Test
    void aClassArchiveOfItsOwnIsUsedWhenTheDistributionHasNone() throws Exception {
        Distribution copy = distribution.copyTo(folder.resolve("copy"));
        deleteArchives(copy.home().resolve("lib/cds"));
        MainstayProcess instance = new MainstayProcess(copy, folder.resolve("a")).configure(anyConfig());
        Path archives = instance.state().resolve("cds");

        Exec.Result made = copy.run("--make-archive", archives.toString());

        assertThat(made.exitCode()).as(made.err()).isZero();
        try (MainstayProcess mainstay = instance.start()) {
            assertThat(Files.readString(Path.of("/proc", Long.toString(mainstay.pid()), "maps")))
                    .contains(archives.toRealPath().toString());
            assertThat(mainstay.stop()).isZero();
        }
    }

    private static void deleteArchives(Path archives) throws Exception {
        if (Files.isDirectory(archives)) {
            try (Stream<Path> files = Files.list(archives)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void withOnlyVrrpAskedForNothingIsServed() {
        try (MainstayProcess mainstay =
                process("a").configure(anyConfig()).option("-P").start()) {
            assertThat(mainstay.ctl("status").exitCode()).isZero();
            assertThat(mainstay.log()).doesNotContain("data plane proxy");
            assertThat(mainstay.stop()).isZero();
        }
    }

    @Test
    void optionsOfSubsystemsToComeAreAcceptedWithOneWarning() {
        try (MainstayProcess mainstay =
                process("a").configure(anyConfig()).option("-x", "-a").start()) {
            assertThat(mainstay.log())
                    .containsOnlyOnce("--snmp has no effect")
                    .containsOnlyOnce("--address-monitoring");
        }
    }

    @Test
    void theConfigurationIsLoggedWithDumpConf() {
        try (MainstayProcess mainstay =
                process("a").configure(anyConfig()).option("-d").start()) {
            assertThat(mainstay.log()).contains("configuration: virtualServers").contains("scheduler RR");
        }
    }

    @Test
    void whatItWritesIsForItsOwner() throws Exception {
        try (MainstayProcess mainstay =
                process("a").configure(anyConfig()).option("-g").start()) {
            mainstay.await(
                    "the log is a file", () -> Files.exists(mainstay.state().resolve("log/mainstay.log")));
            for (String name : List.of("", "lock", "log/mainstay.log")) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(mainstay.state().resolve(name))))
                        .as(name)
                        .endsWith("------");
            }
        }
    }
}
