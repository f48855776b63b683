// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the kernel says about processes and the machine. Stateless. */
final class Machine {
    private static final double TICKS_PER_SECOND = 100;

    private Machine() {}

    /** User and system time of a process with all its threads, in microseconds. */
    static double cpuMicros(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // the name, in parentheses, may contain blanks
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND * 1e6;
    }

    /** Proportional set size in MiB. */
    static double pssMiB(long pid) throws IOException {
        return smaps(pid, "Pss:");
    }

    static double rssMiB(long pid) throws IOException {
        return smaps(pid, "Rss:");
    }

    private static double smaps(long pid, String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            String line = lines.filter(l -> l.startsWith(field)).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
        }
    }

    static int threads(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return (int) tasks.count();
        }
    }

    /** TCP connections that the machine has begun to open since it started. */
    static long activeOpens() throws IOException {
        List<String> tcp = Files.readAllLines(Path.of("/proc/net/snmp")).stream()
                .filter(line -> line.startsWith("Tcp:"))
                .toList();
        int column = List.of(tcp.get(0).split(" ")).indexOf("ActiveOpens");
        return Long.parseLong(tcp.get(1).split(" ")[column]);
    }

    /** One line about where the figures come from. */
    static String describe() throws IOException {
        List<String> cpu = Files.readAllLines(Path.of("/proc/cpuinfo"));
        String model = cpu.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
        double load =
                Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        return String.format(
                Locale.ROOT,
                "%d × %s, Linux %s, load before the run %.2f",
                Runtime.getRuntime().availableProcessors(),
                model,
                System.getProperty("os.version"),
                load);
    }
}
