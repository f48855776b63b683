// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs benchmarks by name. {@code run} calls it.
 *
 * @param home {@code runtime/bench}
 * @param distribution the built distribution
 * @param runs how often each case is measured
 * @param quick short windows, to see whether a benchmark works at all; its figures mean nothing
 */
record Bench(Path home, Path distribution, int runs, boolean quick) {

    /** One benchmark. */
    interface Benchmark {
        void run(Bench bench, Report report) throws IOException, InterruptedException;
    }

    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("checks-tcp", new ChecksBenchmark(Workload.Check.TCP));
        ALL.put("checks-http", new ChecksBenchmark(Workload.Check.HTTP));
        ALL.put("checks-smtp", new ChecksBenchmark(Workload.Check.SMTP));
        ALL.put("checks-dns", new ChecksBenchmark(Workload.Check.DNS));
        ALL.put("checks-udp", new ChecksBenchmark(Workload.Check.UDP));
        ALL.put("checks-ping", new ChecksBenchmark(Workload.Check.PING));
        ALL.put("proxy", new ProxyBenchmark());
        ALL.put("start", new StartBenchmark());
        ALL.put("memory", new MemoryBenchmark());
        ALL.put("deploy", new DeployBenchmark());
        ALL.put("config", new ConfigBenchmark());
        ALL.put("carp", new CarpBenchmark());
        ALL.put("vrrp-takeover", new VrrpTakeover());
        ALL.put("vrrp-steady", new VrrpSteady());
        ALL.put("vrrp-many", new VrrpMany());
        ALL.put("vrrp-restart", new VrrpRestart());
    }

    public static void main(String[] arguments) throws Exception {
        List<String> names = arguments.length == 0 ? List.of() : named(arguments[0]);
        if (names.isEmpty()) {
            System.err.println("usage: ./dev bench " + String.join("|", ALL.keySet()) + "|checks|vrrp|all");
            System.exit(2);
        }
        Bench bench = new Bench(
                Path.of(System.getProperty("bench.home")).toAbsolutePath(),
                Path.of(System.getProperty("bench.distribution"))
                        .toAbsolutePath()
                        .normalize(),
                Integer.getInteger("bench.runs", 3),
                Boolean.getBoolean("bench.quick"));
        if (!Files.isExecutable(bench.distribution.resolve("bin/mainstay"))) {
            System.err.println("there is no distribution in " + bench.distribution + ": build it with ./dev build");
            System.exit(1);
        }
        delete(bench.home.resolve("target/archive"));
        for (String name : names) {
            System.out.println("== " + name + ": " + Machine.describe());
            Report report = new Report(bench.home.resolve("target/" + name + ".md"));
            report.note(Machine.describe());
            try {
                ALL.get(name).run(bench, report);
            } finally {
                report.finish(); // hours may be in it
            }
        }
    }

    /** All, one, or those whose names begin so. */
    private static List<String> named(String word) {
        return ALL.keySet().stream()
                .filter(name -> word.equals("all") || name.equals(word) || name.startsWith(word + "-"))
                .toList();
    }

    /** A program made from c/. */
    String tool(String name) {
        return home.resolve("target/" + name).toString();
    }

    /** A folder of its own for one run of one subject, empty. */
    Path folder(String name) throws IOException {
        Path folder = home.resolve("target/run/" + name);
        delete(folder);
        return Files.createDirectories(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The JDKs to measure with: the running one, and the one that BENCH_JAVA_HOMES adds, by feature version. */
    Map<Integer, Path> javaHomes() throws IOException {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        for (String more : System.getenv().getOrDefault("BENCH_JAVA_HOMES", "").split(":")) {
            if (!more.isEmpty()) {
                homes.add(Path.of(more));
            }
        }
        Map<Integer, Path> byVersion = new LinkedHashMap<>();
        for (Path javaHome : homes) {
            String release = Files.readString(javaHome.resolve("release"));
            String version = release.replaceAll("(?s).*JAVA_VERSION=\"([0-9]+).*", "$1");
            byVersion.putIfAbsent(Integer.valueOf(version), javaHome);
        }
        return byVersion;
    }

    /**
     * Gives a new instance the class-data archive that its predecessor would have left it: made once by each run of the
     * benchmarks, as a running instance makes it.
     */
    void copyArchive(Path javaHome, Path to) throws IOException {
        Path made = home.resolve("target/archive" + javaHome);
        if (!Files.exists(made)) {
            Files.createDirectories(made);
            try (Child child = Child.daemon(
                    home.resolve("target/archive.log"),
                    Map.of("JAVA_HOME", javaHome.toString()),
                    List.of(distribution.resolve("bin/mainstay").toString(), "--make-archive", made.toString()))) {
                child.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Files.createDirectories(to);
        try (Stream<Path> archives = Files.list(made)) {
            for (Path archive : archives.toList()) {
                Files.createSymbolicLink(to.resolve(archive.getFileName()), archive);
            }
        }
    }

    /** Waits, shorter when only trying out. */
    void settle(int seconds) throws InterruptedException {
        Thread.sleep(seconds * 1000L / (quick ? 5 : 1));
    }
}
