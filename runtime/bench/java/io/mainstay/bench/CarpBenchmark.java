// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A CARP master is killed: how late is the backup's first advert after the instant that the protocol says, by the kernel's time
 * stamps on the wire? And how long does a stop take to hand over? Two network namespaces on a veth pair; the master that is
 * killed is a ucarp in both cases. Needs root.
 */
final class CarpBenchmark implements Bench.Benchmark {
    private static final String VIP = "10.77.0.252";
    /** Three intervals and the backup's skew. */
    private static final double DUE = 3 + 100 / 256.0;

    private static final int KILLS = 10;
    private static final int STOPS = 4;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        report.note("advbase 1, dead ratio 3, the backup's advskew 100; killed at a random phase; \"first\" is the first takeover"
                + " of the process, \"later\" the following ones");
        report.note("a stop is SIGTERM; ucarp with -z; then master and backup are of the same kind");
        String prefix = "msbench" + ProcessHandle.current().pid();
        Wire wire = new Wire(prefix + "a", prefix + "b");
        try {
            wire.make();
            for (String subject : List.of("ucarp", "Mainstay")) {
                kills(bench, report, wire, subject);
                stops(bench, report, wire, subject);
            }
        } finally {
            wire.remove();
        }
    }

    private static void kills(Bench bench, Report report, Wire wire, String subject)
            throws IOException, InterruptedException {
        Path folder = bench.folder("carp");
        Child backup = null;
        try {
            for (int kill = 0; kill < (bench.quick() ? 2 : KILLS); kill++) {
                Child master = ucarp(folder, wire.one(), 1, "-P", "-r", "1");
                Thread.sleep(1500);
                if (backup == null) {
                    backup = start(bench, folder, subject, wire.two(), 2, 100);
                }
                try (Sniffer sniffer = new Sniffer(wire.one())) {
                    Thread.sleep(4000 + ThreadLocalRandom.current().nextInt(1000));
                    Child.run("kill", "-9", String.valueOf(master.pid()));
                    master.waitFor();
                    Thread.sleep(6000);
                    List<Double> masters = sniffer.sentBy(1);
                    double last = masters.get(masters.size() - 1);
                    double first = sniffer.firstAfter(2, last);
                    report.add(kill == 0 ? "kill -9, first" : "kill -9, later", subject, "late ms", (first - last - DUE) * 1e3);
                }
            }
        } finally {
            if (backup != null) {
                backup.close();
            }
        }
    }

    private static void stops(Bench bench, Report report, Wire wire, String subject)
            throws IOException, InterruptedException {
        Path folder = bench.folder("carp");
        try (Child backup = start(bench, folder, subject, wire.two(), 2, 100)) {
            Thread.sleep(5000);
            for (int stop = 0; stop < (bench.quick() ? 1 : STOPS); stop++) {
                // One more preferred than the other takes over as it starts.
                Child master = start(bench, folder, subject, wire.one(), 1, 0);
                Thread.sleep(5000 + ThreadLocalRandom.current().nextInt(1000));
                try (Sniffer sniffer = new Sniffer(wire.one())) {
                    Thread.sleep(1500);
                    double asked = System.currentTimeMillis() / 1e3;
                    master.close();
                    Thread.sleep(5000);
                    report.add("stop", subject, "handed over ms", (sniffer.firstAfter(2, asked) - asked) * 1e3);
                }
            }
        }
    }

    private static Child start(Bench bench, Path folder, String subject, String namespace, int host, int advskew)
            throws IOException, InterruptedException {
        if (subject.equals("ucarp")) {
            return ucarp(folder, namespace, host, "-k", "" + advskew, "-P");
        }
        Path own = Files.createDirectories(folder.resolve("host" + host));
        Path configuration = Files.writeString(
                own.resolve("keepalived.conf"),
                "carp_instance bench {\n interface eth0\n vhid 42\n password love\n advskew " + advskew
                        + "\n preempt\n virtual_ipaddress {\n " + VIP + "/24\n }\n}\n");
        Path log = own.resolve("log");
        Child child = Child.daemon(
                log,
                Map.of(),
                List.of(
                        "ip", "netns", "exec", namespace,
                        bench.distribution().resolve("bin/mainstay").toString(),
                        "-n", "-l", "-G", "-f", configuration.toString(),
                        "--state-dir", own.resolve("state").toString(),
                        "-p", own.resolve("pid").toString()));
        for (int i = 0; i < 300 && !Files.readString(log).contains(": serving"); i++) {
            Thread.sleep(100);
        }
        return child;
    }

    private static Child ucarp(Path folder, String namespace, int host, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace, "ucarp", "-i", "eth0"));
        command.addAll(List.of("-s", "10.77.0." + host, "-v", "42", "-p", "love", "-a", VIP, "-z"));
        command.addAll(List.of(options));
        return Child.daemon(folder.resolve("ucarp" + host + ".log"), Map.of(), command);
    }

    /** Two hosts. */
    private record Wire(String one, String two) {
        void make() throws IOException, InterruptedException {
            Child.run("ip", "netns", "add", one);
            Child.run("ip", "netns", "add", two);
            Child.run(
                    "ip", "link", "add", "eth0", "netns", one, "type", "veth", "peer", "name", "eth0", "netns", two);
            int number = 1;
            for (String host : List.of(one, two)) {
                Child.run("ip", "-n", host, "link", "set", "lo", "up");
                Child.run("ip", "-n", host, "link", "set", "eth0", "up");
                Child.run("ip", "-n", host, "addr", "add", "10.77.0." + number++ + "/24", "dev", "eth0");
            }
        }

        void remove() throws IOException, InterruptedException {
            for (String host : List.of(one, two)) {
                Child.run("sh", "-c", "ip netns del " + host + " 2>/dev/null || :");
            }
        }
    }

    /** What is on the wire, by the kernel's time stamps in seconds since 1970. */
    private static final class Sniffer implements AutoCloseable {
        private final Process process;
        private List<String> lines;

        Sniffer(String namespace) throws IOException {
            process = new ProcessBuilder(
                            "ip", "netns", "exec", namespace, "tcpdump", "-tt", "-l", "-n", "-i", "eth0", "proto", "112")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        private List<String> lines() throws IOException, InterruptedException {
            if (lines == null) {
                process.toHandle().destroy(); // its output stays readable
                try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                    lines = out.lines().toList();
                }
                process.waitFor();
            }
            return lines;
        }

        List<Double> sentBy(int host) throws IOException, InterruptedException {
            return lines().stream()
                    .filter(line -> line.contains(" 10.77.0." + host + " > "))
                    .map(line -> Double.valueOf(line.substring(0, line.indexOf(' '))))
                    .toList();
        }

        double firstAfter(int host, double time) throws IOException, InterruptedException {
            return sentBy(host).stream()
                    .filter(at -> at > time)
                    .findFirst()
                    .orElseThrow(() -> new IOException("host " + host + " has not taken over"));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
