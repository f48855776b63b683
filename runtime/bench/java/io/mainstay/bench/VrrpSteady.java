// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Adverts each 10 ms for a while, and nobody may lose the other: alone, and beside thousands of checks in the same process. */
final class VrrpSteady implements Bench.Benchmark {
    private static final int HELD = 51;
    private static final int HEARD = 52;
    private static final int INTERVAL_MILLIS = 10;
    private static final int CHECKS = 5000;
    private static final int CHECK_PORT = 18080;
    private static final int VIRTUAL_PORT = 20000;
    private static final int WARM_UP_SECONDS = 10;
    private static final int WARM_UP_SECONDS_OF_CHECKS = 30;
    /** Adverts that follow each other closer than this belong to the same failover. */
    private static final long FAILOVER_NS = 200_000_000L;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        if (!Router.isPossible(report)) {
            return;
        }
        int seconds = bench.quick()
                ? 3
                : Integer.parseInt(System.getenv().getOrDefault("BENCH_VRRP_SECONDS", "30"));
        int checks = bench.quick() ? CHECKS / 5 : CHECKS;
        report.note("steady: " + seconds + " s; the subject is master of one router at " + INTERVAL_MILLIS
                + " ms and backup of another; interval deviation is |interval - " + INTERVAL_MILLIS
                + " ms| of its adverts; a false failover is either of the two routers changing hands; the peer is keepalived"
                + " with a real-time priority");
        for (Router router : Router.measured(bench)) {
            try (Lan lan = Lan.bridged(2);
                    Wire wire = lan.listen(bench)) {
                String name = INTERVAL_MILLIS + " ms, alone";
                Run run = new Run(bench, report, lan, wire, null, router, name, seconds);
                measure(run, "", bench.quick() ? 2 : WARM_UP_SECONDS);
            }
        }
        for (Router router : Router.measured(bench).stream().filter(Router::isMainstay).toList()) {
            try (Lan lan = Lan.bridged(2);
                    Wire wire = lan.listen(bench);
                    Peer peer = new Peer(bench, lan.inside(2), Workload.Check.TCP.mode(), CHECK_PORT)) {
                String workload = Workload.keepalived(checks, VIRTUAL_PORT, CHECK_PORT, Workload.Check.TCP, 1, -1)
                        .replaceAll("(?s)^global_defs.*?\n}\n", "");
                String name = String.format("%d ms, %,d checks/s", INTERVAL_MILLIS, checks);
                Run run = new Run(bench, report, lan, wire, peer, router, name, seconds);
                measure(run, workload, bench.quick() ? 4 : WARM_UP_SECONDS_OF_CHECKS);
            }
        }
    }

    /** @param checked what is checked; null for nothing */
    private record Run(
            Bench bench, Report report, Lan lan, Wire wire, Peer checked, Router router, String name, int seconds) {
        void add(String figure, double value) {
            report.add(name, router.subject(), figure, value);
        }
    }

    private static void measure(Run run, String workload, int warmUp) throws IOException, InterruptedException {
        String theirs = Router.instance(HELD, 100, INTERVAL_MILLIS, "10.77.0.101")
                + Router.instance(HEARD, 200, INTERVAL_MILLIS, "10.77.0.102");
        String ours = Router.instance(HELD, 200, INTERVAL_MILLIS, "10.77.0.101")
                + Router.instance(HEARD, 100, INTERVAL_MILLIS, "10.77.0.102");
        try (Subject peer = Router.peer(run.bench, run.lan, 1, theirs)) {
            run.wire.awaitLead(HEARD, 500_000_000L);
            try (Subject subject = run.router.start(run.bench, run.lan, 2, ours + workload)) {
                Wire.await(run.router.subject() + " is master", () -> run.wire.since(Wire.now() - 500_000_000L).stream()
                        .anyMatch(p -> p.isAdvert(2, HELD)));
                Thread.sleep(warmUp * 1000L);
                if (run.checked != null) {
                    run.checked.reset(1_000_000);
                }
                double cpu = subject.cpuMicros();
                long from = Wire.now();
                Thread.sleep(run.seconds * 1000L);
                long until = Wire.now();
                double used = subject.cpuMicros() - cpu;
                peer.pid();
                Thread.sleep(200);
                tell(run, run.wire.since(from, p -> p.isAdvert() && p.ns() < until), from, until);
                if (run.checked != null) {
                    Map<String, Double> counted = run.checked.counted();
                    run.add("checks/s", counted.get("connections") / counted.get("ns") * 1e9);
                }
                run.add("CPU %", used / 1e4 / run.seconds);
                run.wire.finish(run.report);
            }
        }
    }

    private static void tell(Run run, List<Wire.Packet> adverts, long from, long until) throws IOException {
        long[] times = adverts.stream()
                .filter(p -> p.isAdvert(2, HELD))
                .mapToLong(Wire.Packet::ns)
                .toArray();
        if (times.length < 2) {
            throw new IOException(run.router.subject() + " has sent " + times.length + " adverts");
        }
        double[] deviations = new double[times.length - 1];
        long missed = 0;
        double nominal = INTERVAL_MILLIS * 1e6;
        for (int i = 0; i < deviations.length; i++) {
            double interval = times[i + 1] - times[i];
            deviations[i] = Math.abs(interval - nominal) / 1e6;
            missed += missed(interval);
        }
        missed += missed(times[0] - from) + missed(until - times[times.length - 1]);
        Arrays.sort(deviations);
        run.add("off by p50 ms", quantile(deviations, 0.5));
        run.add("off by p99 ms", quantile(deviations, 0.99));
        run.add("off by p99.9 ms", quantile(deviations, 0.999));
        run.add("off by max ms", deviations[deviations.length - 1]);
        run.add("missed adverts", missed);
        run.add(
                "false failovers",
                failovers(adverts, p -> p.isAdvert(1, HELD)) + failovers(adverts, p -> p.isAdvert(2, HEARD)));
    }

    /** Adverts that should have come in between; one that is late is not missed while it comes before the next is due. */
    private static long missed(double ns) {
        return Math.max(0, (long) (ns / (INTERVAL_MILLIS * 1e6) + 0.1) - 1);
    }

    private static double quantile(double[] sorted, double fraction) {
        return sorted[Math.min(sorted.length - 1, (int) (fraction * sorted.length))];
    }

    private static int failovers(List<Wire.Packet> adverts, Predicate<Wire.Packet> wrong) {
        int count = 0;
        long last = 0;
        for (Wire.Packet packet : adverts.stream().filter(wrong).toList()) {
            count += packet.ns() - last > FAILOVER_NS ? 1 : 0;
            last = packet.ns();
        }
        return count;
    }
}
