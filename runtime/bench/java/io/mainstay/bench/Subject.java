// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running daemon under test: Mainstay, or a peer from Debian's packages. One thread. */
final class Subject implements AutoCloseable {
    private final Child child;
    private final Path folder;
    private final Bench bench;
    private final Path javaHome;

    private Subject(Bench bench, Child child, Path folder, Path javaHome) {
        this.bench = bench;
        this.child = child;
        this.folder = folder;
        this.javaHome = javaHome;
    }

    static Subject haproxy(Bench bench, String configuration) throws IOException {
        Path folder = bench.folder("haproxy");
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
        return new Subject(
                bench,
                Child.daemon(folder.resolve("log"), Map.of(), List.of("haproxy", "-db", "-f", file.toString())),
                folder,
                null);
    }

    /** @param options further ones of {@code bin/mainstay} */
    static Subject mainstay(Bench bench, Path javaHome, String configuration, String... options) throws IOException {
        return mainstay(bench, List.of(), javaHome, configuration, List.of(options));
    }

    /** @param prefix the beginning of the command line: where it is to run */
    static Subject mainstay(
            Bench bench, List<String> prefix, Path javaHome, String configuration, List<String> options)
            throws IOException {
        Path folder = bench.folder("mainstay");
        Path file = Files.writeString(folder.resolve("keepalived.conf"), configuration);
        bench.copyArchive(javaHome, folder.resolve("state/cds"));
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                bench.distribution().resolve("bin/mainstay").toString(),
                "-n",
                "-l",
                "-G",
                "-f",
                file.toString(),
                "--state-dir",
                folder.resolve("state").toString(),
                "--etc",
                Files.createDirectories(folder.resolve("etc")).toString()));
        command.addAll(options);
        return new Subject(
                bench,
                Child.daemon(folder.resolve("log"), Map.of("JAVA_HOME", javaHome.toString()), command),
                folder,
                javaHome);
    }

    /**
     * Only virtual routers.
     *
     * @param name of its folder
     * @param prefix the beginning of the command line: where it is to run
     */
    static Subject keepalived(Bench bench, String name, List<String> prefix, String configuration) throws IOException {
        Path folder = bench.folder(name);
        Path file = Files.writeString(folder.resolve("keepalived.conf"), configuration);
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("keepalived", "-n", "-l", "-P", "-f", file.toString()));
        command.addAll(List.of("-p", folder.resolve("pid").toString()));
        command.addAll(List.of("-r", folder.resolve("vrrp.pid").toString()));
        return new Subject(bench, Child.daemon(folder.resolve("log"), Map.of(), command), folder, null);
    }

    /** As a power cut. */
    void kill() throws IOException, InterruptedException {
        child.kill();
    }

    /** What it has logged. */
    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** User and system time of all its processes, in microseconds. */
    double cpuMicros() throws IOException {
        double sum = 0;
        for (ProcessHandle process : child.all()) {
            sum += Machine.cpuMicros(process.pid());
        }
        return sum;
    }

    long pid() throws IOException {
        if (!child.isAlive()) {
            throw new IOException("the subject has ended; see " + folder.resolve("log"));
        }
        return child.pid();
    }

    long startedNanos() {
        return child.startedNanos();
    }

    Path folder() {
        return folder;
    }

    /** What {@code mainstay ctl} prints. */
    String ctl(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + javaHome,
                bench.distribution().resolve("bin/mainstay").toString(),
                "ctl",
                "--state-dir",
                folder.resolve("state").toString()));
        command.addAll(List.of(words));
        return Child.run(command.toArray(String[]::new));
    }

    /** Waits until the control socket answers. */
    void awaitConsole() throws IOException, InterruptedException {
        for (int i = 0; !Files.exists(folder.resolve("state/mainstay.sock")); i++) {
            if (i > 600) {
                throw new IOException("no console within a minute; see " + folder.resolve("log"));
            }
            pid();
            Thread.sleep(100);
        }
    }

    /** A number of {@code ctl … --json}. */
    static double number(String json, String member) throws IOException {
        Matcher matcher = Pattern.compile("\"" + member + "\": *([-0-9.E]+)").matcher(json);
        if (!matcher.find()) {
            throw new IOException("no " + member + " in " + json);
        }
        return Double.parseDouble(matcher.group(1));
    }

    @Override
    public void close() {
        child.close();
    }
}
