// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Short HTTP requests, one long connection, and the latency that the proxy adds at half load. */
final class ProxyBenchmark implements Bench.Benchmark {
    private static final int PORT = 18080;
    private static final int BULK_PORT = 18081;
    private static final int VIRTUAL_PORT = 20000;
    private static final int BULK_VIRTUAL_PORT = 20001;
    private static final int SERVERS = 4;
    private static final Pattern RATE = Pattern.compile("Requests/sec: *([0-9.]+)");

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        report.note(
                "client (wrk, one thread, 50 connections at a time, Connection: close), proxy and back end share the"
                        + " machine; HAProxy in TCP mode, nbthread 1");
        report.note("added latency: open-loop requests, each on a connection of its own, at half of the subject's own"
                + " connections/s, with and without the proxy a second each in turn; the median of the seconds' percentiles"
                + " with it, less that without");
        for (int run = 0; run < bench.runs(); run++) {
            for (boolean splice : new boolean[] {false, true}) {
                String configuration = Workload.haproxyProxy(VIRTUAL_PORT, SERVERS, PORT, splice)
                        + Workload.haproxyProxy(BULK_VIRTUAL_PORT, 1, BULK_PORT, splice)
                                .replaceAll("(?s).*listen proxy", "listen bulk");
                try (Subject haproxy = Subject.haproxy(bench, configuration)) {
                    measure(bench, report, splice ? "HAProxy, splice" : "HAProxy", haproxy);
                }
            }
            String configuration = Workload.keepalived(SERVERS, VIRTUAL_PORT, PORT, Workload.Check.NONE, 1, -1)
                    + Workload.keepalived(1, BULK_VIRTUAL_PORT, BULK_PORT, Workload.Check.NONE, 1, -1)
                            .replaceAll("(?s)^global_defs.*?\n}\n", "");
            try (Subject mainstay = Subject.mainstay(
                    bench, bench.javaHomes().values().iterator().next(), configuration)) {
                measure(bench, report, "Mainstay", mainstay);
            }
        }
    }

    private static void measure(Bench bench, Report report, String name, Subject subject)
            throws IOException, InterruptedException {
        int seconds = bench.quick() ? 3 : 8;
        try (Peer http = new Peer(bench, "http", PORT);
                Peer bulk = new Peer(bench, "bulk", BULK_PORT)) {
            Child.run(bench.tool("load"), "first", "" + VIRTUAL_PORT, "30");
            wrk(seconds); // warm-up
            double cpu = Machine.cpuMicros(subject.pid());
            http.reset(1_000_000);
            double rate = wrk(seconds);
            double connections = http.counted().get("connections");
            report.add("short HTTP", name, "connections/s", rate);
            report.add("short HTTP", name, "CPU µs/connection", (Machine.cpuMicros(subject.pid()) - cpu) / connections);

            bulk(bench, BULK_VIRTUAL_PORT, 2);
            cpu = Machine.cpuMicros(subject.pid());
            Map<String, Double> moved = bulk(bench, BULK_VIRTUAL_PORT, seconds / 2 + 1);
            double gigabits = moved.get("bytes") * 8 / moved.get("ns");
            report.add("one connection", name, "Gbit/s", gigabits);
            report.add(
                    "one connection",
                    name,
                    "CPU s/GB",
                    (Machine.cpuMicros(subject.pid()) - cpu) / 1e6 / (moved.get("bytes") / 1e9));

            String half = Integer.toString((int) (rate / 2));
            Map<String, Double> both = paced(bench, half, 2 * seconds);
            report.add("half load", name, "rate/s", Double.parseDouble(half));
            report.add("half load", name, "without p99 µs", both.get("p99us"));
            report.add("half load", name, "added p50 µs", both.get("otherp50us") - both.get("p50us"));
            report.add("half load", name, "added p99 µs", both.get("otherp99us") - both.get("p99us"));
            report.add("half load", name, "failed", both.get("otherfailed"));
        }
    }

    private static double wrk(int seconds) throws IOException, InterruptedException {
        String out = Child.run(
                "wrk",
                "-t1",
                "-c50",
                "-d" + seconds + "s",
                "-H",
                "Connection: close",
                "http://127.0.0.1:" + VIRTUAL_PORT + "/");
        Matcher matcher = RATE.matcher(out);
        if (!matcher.find()) {
            throw new IOException("wrk said\n" + out);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static Map<String, Double> bulk(Bench bench, int port, int seconds)
            throws IOException, InterruptedException {
        return Peer.pairs(Child.run(bench.tool("load"), "bulk", "" + port, "" + seconds));
    }

    private static Map<String, Double> paced(Bench bench, String rate, int seconds)
            throws IOException, InterruptedException {
        return Peer.pairs(Child.run(bench.tool("load"), "paced", "" + PORT, "" + VIRTUAL_PORT, rate, "" + seconds));
    }
}
