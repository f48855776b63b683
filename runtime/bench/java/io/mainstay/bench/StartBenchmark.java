// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** From the start of the process to the first request that is answered through the proxy. */
final class StartBenchmark implements Bench.Benchmark {
    private static final int PORT = 18080;
    private static final int VIRTUAL_PORT = 20000;
    private static final int EXTRA_RUNS = 4;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        report.note("a client tries once a millisecond; every real server has a TCP check");
        for (int servers : new int[] {10, 2000}) {
            String configuration = Workload.keepalived(servers, VIRTUAL_PORT, PORT, Workload.Check.TCP, 5, -1);
            for (Map.Entry<Integer, Path> java : bench.javaHomes().entrySet()) {
                String subject = "Mainstay, JDK " + java.getKey();
                once(bench, java.getValue(), configuration); // reads the files into memory
                for (int run = 0; run < bench.runs() + EXTRA_RUNS; run++) {
                    Start start = once(bench, java.getValue(), configuration);
                    String theCase = String.format("%,d real servers", servers);
                    report.add(theCase, subject, "start to first answer ms", start.wallMillis);
                    report.add(theCase, subject, "CPU until then ms", start.cpuMillis);
                }
            }
        }
    }

    /** What a start took. */
    private record Start(double wallMillis, double cpuMillis) {}

    private static Start once(Bench bench, Path javaHome, String configuration)
            throws IOException, InterruptedException {
        try (Peer peer = new Peer(bench, "http", PORT);
                Subject mainstay = Subject.mainstay(bench, javaHome, configuration)) {
            String answered = Child.run(bench.tool("load"), "first", "" + VIRTUAL_PORT, "30")
                    .strip();
            double cpuMillis = Machine.cpuMicros(mainstay.pid()) / 1e3;
            Thread.sleep(300); // SIGTERM in the middle of a start is another story
            return new Start((Long.parseLong(answered) - mainstay.startedNanos()) / 1e6, cpuMillis);
        }
    }
}
