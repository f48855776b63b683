// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.LongStream;

/** Thousands of instances: when the last is master, and what they cost then. */
final class VrrpMany implements Bench.Benchmark {
    private static final int CABLES = 8;
    private static final int PER_CABLE = 250;
    private static final int WINDOW_SECONDS = 15;
    /** The second burst of announcements, 5 s after the first, is over then. */
    private static final int SETTLE_SECONDS = 12;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        if (!Router.isPossible(report)) {
            return;
        }
        int perCable = bench.quick() ? PER_CABLE / 5 : PER_CABLE;
        int all = CABLES * perCable;
        String name = String.format("%,d instances, 1 s", all);
        report.note("many: " + CABLES + " veth pairs, version 2; all master is from the start of the process to the last router's first"
                + " advert, of which 3.6 s are the protocol's; CPU is of one core over " + WINDOW_SECONDS + " s, "
                + SETTLE_SECONDS + " s after that");
        for (int run = 0; run < bench.runs(); run++) {
            for (Router router : Router.measured(bench)) {
                try (Lan lan = Lan.lonely(CABLES);
                        Wire wire = lan.listen(bench)) {
                    long started = Wire.now();
                    try (Subject subject = router.start(bench, lan, 1, instances(perCable))) {
                        Wire.await("all are master", 500, () -> firstAdverts(wire).length == all);
                        long last = LongStream.of(firstAdverts(wire)).max().orElseThrow();
                        report.add(name, router.subject(), "all master s", (last - started) / 1e9);
                        bench.settle(SETTLE_SECONDS);
                        double cpu = subject.cpuMicros();
                        long from = System.nanoTime();
                        bench.settle(WINDOW_SECONDS);
                        double used = subject.cpuMicros() - cpu;
                        report.add(name, router.subject(), "CPU %", used / (System.nanoTime() - from) * 1e5);
                        wire.finish(report);
                    }
                }
            }
        }
    }

    private static long[] firstAdverts(Wire wire) {
        BitSet seen = new BitSet();
        return wire.since(0, Wire.Packet::isAdvert).stream()
                .filter(packet -> {
                    int router = Integer.parseInt(packet.port().substring(1)) * 256 + packet.id();
                    boolean first = !seen.get(router);
                    seen.set(router);
                    return first;
                })
                .mapToLong(Wire.Packet::ns)
                .toArray();
    }

    private static String instances(int perCable) {
        StringBuilder out = new StringBuilder();
        for (int cable = 0; cable < CABLES; cable++) {
            for (int id = 1; id <= perCable; id++) {
                out.append(String.format(
                        Locale.ROOT,
                        "vrrp_instance V%d_%d {%n interface eth%d%n virtual_router_id %d%n priority 100%n advert_int 1%n"
                                + " virtual_ipaddress {%n  10.%d.1.%d/32%n }%n}%n",
                        cable,
                        id,
                        cable,
                        id,
                        80 + cable,
                        id));
            }
        }
        return out.toString();
    }
}
