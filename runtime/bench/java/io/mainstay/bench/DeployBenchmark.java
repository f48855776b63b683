// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A checker's jar dropped into a running system: time to its first probe; and replaced, without a probe missed. */
final class DeployBenchmark implements Bench.Benchmark {
    private static final int PORT = 18080;
    private static final int VIRTUAL_PORT = 20000;
    private static final int SERVERS = 200;
    private static final int EXTRA_RUNS = 2;

    @Override
    public void run(Bench bench, Report report) throws IOException, InterruptedException {
        report.note(
                "the TCP checker's jar is moved into the watched folder; its checks have warmup 0; \"late\" is how far"
                        + " the longest interval between two probes of the same server is off its second, while the jar is"
                        + " replaced by a newer version under load");
        Path checker = checker(bench.distribution().resolve("checks"));
        Path javaHome = bench.javaHomes().values().iterator().next();
        for (int run = 0; run < bench.runs() + EXTRA_RUNS; run++) {
            Path folder = bench.folder("deploy");
            Path plugins = Files.createDirectories(folder.resolve("plugins"));
            Path none = Files.createDirectories(folder.resolve("none"));
            String configuration = Workload.keepalived(SERVERS, VIRTUAL_PORT, PORT, Workload.Check.TCP, 1, 0);
            try (Peer peer = new Peer(bench, "tcp", PORT);
                    Subject mainstay = Subject.mainstay(
                            bench,
                            javaHome,
                            configuration,
                            "--check-dir",
                            none.toString(),
                            "--plugins",
                            plugins.toString())) {
                mainstay.awaitConsole();
                Thread.sleep(4000); // a start still compiles for a while after it is done
                peer.reset(1_000_000);
                long dropped = drop(checker, plugins.resolve("tcp.jar"), folder);
                report.add("drop", "Mainstay", "to first probe ms", (peer.first() - dropped) / 1e6);

                bench.settle(6);
                Path newer = newer(checker, folder.resolve("newer.jar"));
                peer.reset(1_000_000);
                bench.settle(5);
                drop(newer, plugins.resolve("tcp.jar"), folder);
                bench.settle(6);
                Map<String, Double> counted = peer.counted();
                report.add("replace", "Mainstay", "late ms", counted.get("deviationMaxUs") / 1e3);
                report.add("replace", "Mainstay", "probes missed", counted.get("gaps"));
                if (counted.get("addresses") != SERVERS) {
                    report.note("only " + counted.get("addresses") + " servers were probed");
                }
                String bundles = mainstay.ctl("bundles");
                if (!bundles.contains("99.0.0")) {
                    report.note("the newer version did not come: " + bundles);
                }
            }
        }
    }

    private static Path checker(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("io.mainstay.check.tcp"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no TCP checker in " + folder));
        }
    }

    /** Appears complete, as a careful operator would do it; returns CLOCK_MONOTONIC of that moment. */
    private static long drop(Path jar, Path to, Path folder) throws IOException {
        Path copy = Files.copy(jar, folder.resolve("copy.jar"), StandardCopyOption.REPLACE_EXISTING);
        long now = System.nanoTime();
        Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return now;
    }

    private static Path newer(Path jar, Path to) throws IOException {
        try (JarFile from = new JarFile(jar.toFile())) {
            Manifest manifest = from.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", "99.0.0");
            try (OutputStream file = Files.newOutputStream(to);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (JarEntry entry : from.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        from.getInputStream(entry).transferTo(out);
                        out.closeEntry();
                    }
                }
            }
        }
        return to;
    }
}
