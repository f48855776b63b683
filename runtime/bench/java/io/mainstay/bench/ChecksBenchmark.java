// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.util.Map;

/** Each of many real servers checked once a second: processor time per check, checks per second, punctuality. */
record ChecksBenchmark(Workload.Check check) implements Bench.Benchmark {
    private static final int PORT = 18080;
    private static final int VIRTUAL_PORT = 20000;
    private static final int WARM_UP_SECONDS = 30;
    /** After so many checks the compiler is done; at 1,000 a second that takes longer. */
    private static final int CHECKS_TO_COMPILE = 120_000;

    private static final int WINDOW_SECONDS = 15;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        report.note("processor time is user + system time of the process over " + WINDOW_SECONDS + " s after "
                + WARM_UP_SECONDS + " s of warm-up (Mainstay: " + CHECKS_TO_COMPILE
                + " checks at least); interval deviation is measured by the real servers' side");
        report.note("keepalived is not measurable here: it exits on a kernel without IPVS; published for 2.4.3 at"
                + " 1,000/s: 56–74 µs (TCP), 93–104 µs (HTTP)");
        if (!check.haproxyHas()) {
            report.note("HAProxy has no check like this one");
        }
        for (int servers : new int[] {1000, 5000}) {
            for (int run = 0; run < bench.runs(); run++) {
                if (check.haproxyHas()) {
                    haproxy(bench, report, servers, "HAProxy", false);
                }
                if (check == Workload.Check.TCP) {
                    haproxy(bench, report, servers, "HAProxy, linger", true);
                }
                try (Peer peer = peer(bench);
                        Subject mainstay = Subject.mainstay(
                                bench,
                                bench.javaHomes().values().iterator().next(),
                                Workload.keepalived(servers, VIRTUAL_PORT, PORT, check, 1, -1))) {
                    measure(bench, report, servers, "Mainstay", peer, mainstay);
                    String status = mainstay.ctl("status", "--json");
                    report.add(name(servers), "Mainstay", "start lateness p99 ms", Subject.number(status, "p99Millis"));
                }
            }
        }
    }

    private void haproxy(Bench bench, Report report, int servers, String name, boolean linger)
            throws IOException, InterruptedException {
        try (Peer peer = peer(bench);
                Subject haproxy = Subject.haproxy(bench, Workload.haproxyChecks(servers, PORT, check, linger))) {
            measure(bench, report, servers, name, peer, haproxy);
        }
    }

    private static String name(int servers) {
        return String.format("%,d/s", servers);
    }

    private Peer peer(Bench bench) throws IOException {
        return new Peer(bench, check.mode(), PORT);
    }

    private static void measure(Bench bench, Report report, int servers, String name, Peer peer, Subject subject)
            throws IOException, InterruptedException {
        bench.settle(
                name.equals("Mainstay") ? Math.max(WARM_UP_SECONDS, CHECKS_TO_COMPILE / servers) : WARM_UP_SECONDS);
        peer.reset(1_000_000);
        double before = Machine.cpuMicros(subject.pid());
        long opened = Machine.activeOpens();
        bench.settle(WINDOW_SECONDS);
        double used = Machine.cpuMicros(subject.pid()) - before;
        opened = Machine.activeOpens() - opened;
        Map<String, Double> counted = peer.counted();
        boolean seen = counted.get("connections") > opened / 2.0;
        double checks = seen ? counted.get("connections") : opened;
        report.add(name(servers), name, "CPU µs/check", used / checks);
        report.add(name(servers), name, "checks/s", checks / counted.get("ns") * 1e9);
        if (counted.get("failures") > 0) {
            report.note(name + " at " + name(servers) + ": the real servers' side failed to answer "
                    + counted.get("failures").longValue() + " checks");
        }
        if (!seen) {
            report.note(
                    "without the right to see packets, checks that reset before the handshake is complete are counted by"
                            + " the kernel (ActiveOpens), and their intervals cannot be measured");
            return;
        }
        report.add(name(servers), name, "interval off by p50 ms", counted.get("deviation50us") / 1e3);
        report.add(name(servers), name, "interval off by p99 ms", counted.get("deviation99us") / 1e3);
        if (counted.get("addresses") != servers) {
            report.note(name + " at " + name(servers) + ": only " + counted.get("addresses") + " servers were checked");
        }
    }
}
