// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The master is killed: how late is the backup, and how soon are the neighbours told? */
final class VrrpTakeover implements Bench.Benchmark {
    private static final int ID = 51;
    private static final int PRIORITY = 100;
    private static final int PROCESSES = 10;
    /** One takeover in ten may be disturbed by a failover before the kill; it is tried again so often. */
    private static final int RETRIES = 5;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        if (!Router.isPossible(report)) {
            return;
        }
        report.note("takeover: the master, keepalived with a real-time priority, is killed with SIGKILL at a random phase; due is its"
                + " last advert + 3 intervals + skew (priority " + PRIORITY + "), RFC 9568; \"first\" is the first takeover of a"
                + " fresh process, \"later\" its second; addresses are installed between the advert and the gratuitous ARP");
        try (Lan lan = Lan.bridged(2);
                Wire wire = lan.listen(bench)) {
            for (int interval : intervals(bench)) {
                for (int process = 0; process < (bench.quick() ? 1 : PROCESSES); process++) {
                    // In turn, so that what the machine does otherwise strikes all alike.
                    for (Router router : Router.measured(bench)) {
                        try {
                            new Round(bench, report, lan, wire, router, interval).measure();
                        } catch (IOException e) {
                            report.note("a round of " + router.subject() + " at " + interval + " ms failed: " + e.getMessage());
                        }
                        wire.forget();
                    }
                }
            }
            wire.finish(report);
        }
    }

    /** BENCH_VRRP_INTERVALS, in ms, with blanks between. */
    private static List<Integer> intervals(Bench bench) {
        String wanted = System.getenv().getOrDefault("BENCH_VRRP_INTERVALS", bench.quick() ? "10" : "1000 100 10");
        return Arrays.stream(wanted.strip().split(" +")).map(Integer::valueOf).toList();
    }

    private record Round(Bench bench, Report report, Lan lan, Wire wire, Router router, int interval) {

        /** A fresh process's first takeover, and its second. */
        void measure() throws IOException, InterruptedException {
            Subject master = master();
            try (Subject backup =
                    router.start(bench, lan, 2, Router.instance(ID, PRIORITY, interval, Router.ADDRESS))) {
                Wire.await(router.subject() + " is backup", () -> backup.log().contains("BACKUP"));
                Thread.sleep(3000); // a start still compiles for a while after it is done
                boolean first = true;
                for (int later = 0, tries = 0; later < 1 && tries < RETRIES; tries++) {
                    wire.awaitLead(ID, 1_000_000L * (300 + 2L * interval));
                    Thread.sleep(ThreadLocalRandom.current().nextInt(interval));
                    boolean counts = takeover(master, first);
                    later += counts && !first ? 1 : 0;
                    first = false;
                    if (later < 1) {
                        master = master();
                    }
                }
            } finally {
                master.close();
                lan.on(2, "ip addr del " + Router.ADDRESS + "/24 dev eth0 2>/dev/null || :");
            }
        }

        private Subject master() throws IOException, InterruptedException {
            Subject master = Router.peer(bench, lan, 1, Router.instance(ID, 200, interval, Router.ADDRESS));
            wire.awaitLead(ID, 1_000_000L * (300 + 2L * interval));
            return master;
        }

        private String named(boolean first) {
            return (interval < 1000 ? interval + " ms" : interval / 1000 + " s") + (first ? ", first" : ", later");
        }

        private boolean takeover(Subject master, boolean first) throws IOException, InterruptedException {
            long stable = Wire.now() - 1_000_000L * 2 * interval;
            master.kill();
            Thread.sleep(4L * interval + 50); // nothing of ours runs at the moment that is measured
            Wire.await(
                    "host 2 takes over",
                    () -> wire.since(stable).stream().anyMatch(VrrpTakeover::isAnnounced)
                            && !wire.since(stable, p -> p.isAdvert(2, ID)).isEmpty());
            Thread.sleep(100);
            // What a power cut would have taken.
            lan.on(1, "ip addr del " + Router.ADDRESS + "/24 dev eth0 2>/dev/null || :");
            List<Wire.Packet> packets = wire.since(stable);
            long last = packets.stream()
                    .filter(p -> p.isAdvert(1, ID))
                    .mapToLong(Wire.Packet::ns)
                    .max()
                    .orElseThrow(() -> new IOException("the master was not heard"));
            if (packets.stream().anyMatch(p -> p.isAdvert(2, ID) && p.ns() < last)) {
                report.add(named(first), router.subject(), "false failovers", 1);
                return false;
            }
            double due = last + 1e6 * interval * (3 + (256 - PRIORITY) / 256.0);
            Optional<Wire.Packet> advert =
                    packets.stream().filter(p -> p.isAdvert(2, ID)).findFirst();
            Optional<Wire.Packet> announced =
                    packets.stream().filter(VrrpTakeover::isAnnounced).findFirst();
            if (advert.isEmpty() || announced.isEmpty()) {
                throw new IOException("no takeover was heard: " + packets);
            }
            report.add(named(first), router.subject(), "advert late ms", (advert.get().ns() - due) / 1e6);
            report.add(
                    named(first),
                    router.subject(),
                    "ARP after advert ms",
                    (announced.get().ns() - advert.get().ns()) / 1e6);
            return true;
        }
    }

    private static boolean isAnnounced(Wire.Packet packet) {
        return !packet.isAdvert() && packet.port().equals("h2") && packet.address().equals(Router.ADDRESS);
    }
}
