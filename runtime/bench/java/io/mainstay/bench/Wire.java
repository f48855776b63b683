// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The C program that listens to virtual routers; see c/wire.c. What it says is gathered by a thread of its own. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Child child;
    private final Thread reader;
    private final List<Packet> packets = new ArrayList<>();
    private volatile String lost;

    /**
     * A packet.
     *
     * @param ns when the kernel had it, since 1970
     * @param port where it came in, h1, h2, …
     * @param id of the virtual router; 0 for an announcement
     * @param priority 0 for an announcement
     */
    record Packet(long ns, String port, boolean isAdvert, String address, int id, int priority) {
        static Packet of(String line) {
            String[] words = line.split(" ");
            return new Packet(
                    Long.parseLong(words[0]),
                    words[1].intern(),
                    words[2].startsWith("vrrp"),
                    words[4].intern(),
                    Integer.parseInt(words[5]),
                    Integer.parseInt(words[6]));
        }

        boolean isAdvert(int host, int router) {
            return isAdvert && id == router && port.equals("h" + host);
        }
    }

    Wire(Child child) throws IOException {
        this.child = child;
        if (!child.hear().equals("ready")) {
            throw new IOException("wire is not ready");
        }
        reader = new Thread(this::read, "wire");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            while (lost == null) {
                String line = child.hear();
                if (line.startsWith("lost ")) {
                    lost = line;
                } else {
                    Packet packet = Packet.of(line);
                    synchronized (packets) {
                        packets.add(packet);
                    }
                }
            }
        } catch (IOException e) {
            lost = "ended: " + e.getMessage();
        }
    }

    /** The clock of the time stamps. */
    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    List<Packet> since(long ns) {
        synchronized (packets) {
            return packets.stream().filter(packet -> packet.ns >= ns).toList();
        }
    }

    List<Packet> since(long ns, Predicate<Packet> which) {
        return since(ns).stream().filter(which).toList();
    }

    /** Forgets what was heard. */
    void forget() {
        synchronized (packets) {
            packets.clear();
        }
    }

    /** A condition. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until it holds. */
    static void await(String what, Condition condition) throws IOException, InterruptedException {
        await(what, 20, condition);
    }

    /** Waits until it holds, asking so seldom that what is measured does not suffer. */
    static void await(String what, int everyMillis, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            Thread.sleep(everyMillis);
        }
    }

    /** Waits until host 1 has been the only one that sends for so long. */
    void awaitLead(int router, long forNs) throws IOException, InterruptedException {
        await("host 1 alone advertises router " + router, () -> {
            List<Packet> recent = since(now() - forNs);
            return recent.stream().anyMatch(p -> p.isAdvert(1, router))
                    && recent.stream().noneMatch(p -> p.isAdvert(2, router));
        });
    }

    /** Ends, and says so when packets were missed. */
    void finish(Report report) throws InterruptedException {
        child.endInput();
        reader.join(10_000);
        if (!"lost 0".equals(lost)) {
            report.note("the listener missed packets: " + lost);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
