// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Exec;
import io.mainstay.systests.support.Keepalived;
import io.mainstay.systests.support.Lan;
import io.mainstay.systests.support.MainstayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What scripts and pipes are told of virtual routers: the same as by keepalived, with the same configuration and the same script,
 * through start, fault, recovery, reload and stop.
 */
class RouterNotificationSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LINE = Pattern.compile("((?:INSTANCE|GROUP) \"\\w+\") (.*)");

    @TempDir
    Path folder;

    @BeforeAll
    static void possible() {
        assumeTrue(Lan.isPossible(), "SKIPPED: network namespaces need root");
        assumeTrue(Keepalived.isInstalled(), "SKIPPED: there is no keepalived; on Debian: apt-get install keepalived");
    }

    /** A daemon that is led through the same events as the other one. */
    private final class Trial {
        private final Path scripts;
        private final Path environment;
        private final Path lines;
        private final Path fifo;
        private final String recorder;

        Trial(String name) throws IOException {
            Path own = Files.createDirectories(folder.resolve(name));
            scripts = own.resolve("scripts");
            environment = own.resolve("environment");
            lines = own.resolve("lines");
            fifo = own.resolve("fifo");
            recorder = own.resolve("recorder").toString();
            Files.writeString(scripts, "");
            Files.writeString(lines, "");
            Files.writeString(Path.of(recorder), """
                    #!/bin/sh
                    line=; for word in "$@"; do line="$line[$word]"; done
                    printf '%%s\\n' "$line" >>%s
                    env | cut -d= -f1 | grep -vx '_\\|SHLVL\\|OLDPWD\\|PWD' | sort >%s
                    """.formatted(scripts, environment));
            Exec.run(List.of("chmod", "755", recorder));
            Exec.run(List.of("mkfifo", "-m", "644", fifo.toString()));
        }

        String configuration(boolean all) {
            String instance = """
                    vrrp_instance %s {
                        interface eth0
                        virtual_router_id %d
                        version 3
                        advert_int 0.2
                        virtual_ipaddress { 10.77.0.10%d/24 }
                        notify_master "R 'one word' %d"
                        notify_backup "R backup %d"
                        notify_fault "R fault %d"
                        notify_stop "R stop %d"
                        %s
                        notify "R any"
                    }
                    """.replace("R ", recorder + " ");
            StringBuilder text = new StringBuilder("""
                    global_defs {
                        script_user root
                        vrrp_notify_fifo %s
                    }
                    vrrp_sync_group G {
                        group { V2 V3 }
                        notify_master "R gmaster"
                        notify_backup "R gbackup"
                        notify_fault "R gfault"
                        notify_stop "R gstop"
                        notify "R gany"
                    }
                    """.formatted(fifo).replace("R ", recorder + " "));
            for (int i = 1; i <= 4; i++) {
                if (all || i == 2 || i == 3) {
                    String deleted = i == 1 ? "notify_deleted \"" + recorder + " deleted\"" : "";
                    text.append(instance.formatted("V" + i, 50 + i, i, i, i, i, i, deleted));
                }
            }
            return text.toString();
        }

        void lead(Lan lan, Lan.Host host, Consumer<String> reload, Runnable stop) throws Exception {
            Process reader = new ProcessBuilder(
                            "sh", "-c", "while [ -p " + fifo + " ]; do cat " + fifo + " >>" + lines + "; done")
                    .start();
            try {
                phase("start", "\"V4\" MASTER", 1, 20, () -> reload.accept(configuration(true)));
                phase("fault", "\"V4\" FAULT", 1, 10, () -> lan.cable(host, false));
                phase("recovery", "\"V4\" MASTER", 2, 20, () -> lan.cable(host, true));
                phase("reload", "\"V4\" FAULT", 2, 3, () -> reload.accept(configuration(false)));
                phase("stop", "\"G\" STOP", 1, 6, stop);
            } finally {
                reader.descendants().forEach(ProcessHandle::destroyForcibly);
                reader.destroyForcibly();
            }
        }

        /**
         * Until the last instance has told so, and all scripts have run.
         *
         * @param expected how many scripts keepalived runs; more would be found in the next phase
         */
        private void phase(String name, String sign, int times, int expected, Runnable event) throws IOException {
            Files.writeString(scripts, "--- " + name + "\n", StandardOpenOption.APPEND);
            int before = scriptLines();
            event.run();
            Await.until(name, PATIENCE, () -> count(sign) >= times && scriptLines() >= before + expected, this::seen);
        }

        private int scriptLines() {
            return read(scripts).size();
        }

        private long count(String sign) {
            return read(lines).stream().filter(line -> line.contains(sign)).count();
        }

        private String seen() {
            return read(lines) + "\n" + read(scripts);
        }

        /** What ran in each phase. Those of one phase run side by side: their order is chance. */
        Map<String, List<String>> scriptsByPhase() {
            Map<String, List<String>> phases = new LinkedHashMap<>();
            List<String> current = new ArrayList<>();
            for (String line : read(scripts)) {
                if (line.startsWith("--- ")) {
                    current = phases.computeIfAbsent(line, name -> new ArrayList<>());
                } else {
                    current.add(line);
                }
            }
            phases.values().forEach(lines -> lines.sort(null));
            return phases;
        }

        /** In order, instance by instance. */
        Map<String, List<String>> linesByName() {
            Map<String, List<String>> names = new LinkedHashMap<>();
            for (String line : read(lines)) {
                Matcher matcher = LINE.matcher(line);
                assertThat(matcher.matches()).as(line).isTrue();
                names.computeIfAbsent(matcher.group(1), name -> new ArrayList<>())
                        .add(matcher.group(2));
            }
            return names;
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void scriptsAndPipesAreToldWhatKeepalivedTells() throws Exception {
        Trial theirs = new Trial("keepalived");
        try (Lan lan = Lan.of(1);
                Keepalived keepalived = new Keepalived(lan.host(1), folder.resolve("k"))) {
            boolean[] started = {false};
            theirs.lead(
                    lan,
                    lan.host(1),
                    text -> {
                        if (started[0]) {
                            keepalived.reload(text);
                        } else {
                            keepalived.start(text);
                            started[0] = true;
                        }
                    },
                    keepalived::stop);
        }
        Trial ours = new Trial("mainstay");
        try (Lan lan = Lan.of(1);
                MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                        .by(lan.host(1).inside())) {
            boolean[] started = {false};
            ours.lead(
                    lan,
                    lan.host(1),
                    text -> {
                        mainstay.configure(text);
                        if (started[0]) {
                            mainstay.signal("HUP");
                        } else {
                            mainstay.start();
                            started[0] = true;
                        }
                    },
                    mainstay::stop);
        }

        assertThat(ours.scriptsByPhase()).isEqualTo(theirs.scriptsByPhase());
        assertThat(ours.linesByName()).isEqualTo(theirs.linesByName());
        assertThat(read(ours.environment)).isEqualTo(read(theirs.environment));
    }
}
