// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A very large keepalived.conf: validated, loaded, and reloaded unchanged. */
final class ConfigBenchmark implements Bench.Benchmark {
    private static final int VIRTUAL_SERVERS = 2284;
    private static final int REAL_SERVERS = 37_298;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        String configuration = configuration();
        Path folder = bench.folder("config");
        Path file = Files.writeString(folder.resolve("keepalived.conf"), configuration);
        String theCase = String.format("%,d / %,d", VIRTUAL_SERVERS, REAL_SERVERS);
        report.note(String.format(
                "%,d virtual and %,d real servers, each with a TCP check, %,d lines",
                VIRTUAL_SERVERS, REAL_SERVERS, configuration.lines().count()));
        report.note("-t is the whole process; load and reload are what the daemon reports for read + validate + apply");
        for (int run = 0; run < bench.runs(); run++) {
            report.add(theCase, "keepalived 2.2.7", "-t ms", timed(folder, Map.of(), "keepalived", "-t", "-f", file));
            for (Map.Entry<Integer, Path> java : bench.javaHomes().entrySet()) {
                String subject = "Mainstay, JDK " + java.getKey();
                report.add(
                        theCase,
                        subject,
                        "-t ms",
                        timed(
                                folder,
                                Map.of("JAVA_HOME", java.getValue().toString()),
                                bench.distribution().resolve("bin/mainstay"),
                                "-t",
                                "-f",
                                file));
                try (Subject mainstay = Subject.mainstay(bench, java.getValue(), configuration)) {
                    mainstay.awaitConsole();
                    while (Subject.number(mainstay.ctl("status", "--json"), "number") < 1) {
                        Thread.sleep(100);
                    }
                    double load = Subject.number(mainstay.ctl("status", "--json"), "tookMillis");
                    report.add(theCase, subject, "load ms", load);
                    bench.settle(10);
                    for (int i = 0; i < 5; i++) {
                        double reload = Subject.number(mainstay.ctl("reload", "--json"), "tookMillis");
                        report.add(theCase, subject, i == 0 ? "first reload ms" : "reload ms", reload);
                    }
                    report.add(theCase, subject, "PSS MiB", Machine.pssMiB(mainstay.pid()));
                }
            }
        }
    }

    private static double timed(Path folder, Map<String, String> environment, Object... command)
            throws IOException, InterruptedException {
        List<String> words =
                java.util.Arrays.stream(command).map(Object::toString).toList();
        try (Child child = Child.daemon(folder.resolve("log"), environment, words)) {
            int exit = child.waitFor();
            double took = (System.nanoTime() - child.startedNanos()) / 1e6;
            if (exit != 0) {
                throw new IOException(words + ": exit code " + exit + "; see " + folder.resolve("log"));
            }
            return took;
        }
    }

    /** Virtual servers on addresses of their own, real servers spread over them as evenly as it goes. */
    private static String configuration() {
        StringBuilder out = new StringBuilder("global_defs {\n  router_id bench\n}\n");
        for (int v = 0, real = 0; v < VIRTUAL_SERVERS; v++) {
            out.append("virtual_server 127.200.").append(v / 250).append('.').append(1 + v % 250);
            out.append(" 8080 {\n  delay_loop 60\n  lb_algo wrr\n  lb_kind NAT\n  protocol TCP\n");
            int end = (int) ((long) REAL_SERVERS * (v + 1) / VIRTUAL_SERVERS);
            for (; real < end; real++) {
                out.append("  real_server ").append(Workload.address(real)).append(" 18080 {\n    weight 1\n");
                out.append("    TCP_CHECK {\n      connect_timeout 3\n      retry 2\n      delay_before_retry 60\n");
                out.append("    }\n  }\n");
            }
            out.append("}\n");
        }
        return out.toString();
    }
}
