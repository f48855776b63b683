// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Memory with 5,000 checks a second, after some minutes. */
final class MemoryBenchmark implements Bench.Benchmark {
    private static final int PORT = 18080;
    private static final int VIRTUAL_PORT = 20000;
    private static final int SERVERS = 5000;
    private static final int SECONDS = 90;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        report.note("after " + SECONDS + " s of 5,000 TCP checks a second; PSS of /proc/PID/smaps_rollup");
        for (Map.Entry<Integer, Path> java : bench.javaHomes().entrySet()) {
            String configuration = Workload.keepalived(SERVERS, VIRTUAL_PORT, PORT, Workload.Check.TCP, 1, -1);
            try (Peer peer = new Peer(bench, "tcp", PORT);
                    Subject mainstay = Subject.mainstay(bench, java.getValue(), configuration)) {
                bench.settle(SECONDS);
                add(report, "Mainstay, JDK " + java.getKey(), mainstay.pid());
            }
        }
        try (Peer peer = new Peer(bench, "tcp", PORT);
                Subject haproxy =
                        Subject.haproxy(bench, Workload.haproxyChecks(SERVERS, PORT, Workload.Check.TCP, false))) {
            bench.settle(20);
            add(report, "HAProxy", haproxy.pid());
        }
    }

    private static void add(Report report, String subject, long pid) throws IOException {
        report.add("5,000 checks", subject, "PSS MiB", Machine.pssMiB(pid));
        report.add("5,000 checks", subject, "RSS MiB", Machine.rssMiB(pid));
        report.add("5,000 checks", subject, "threads", Machine.threads(pid));
    }
}
