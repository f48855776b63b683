// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that a benchmark has started, and ends. One thread. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Writer input;
    private final long startedNanos;

    private Child(Process process, long startedNanos) {
        this.process = process;
        this.startedNanos = startedNanos;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** A daemon: its output goes to a file. */
    static Child daemon(Path log, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long now = System.nanoTime();
        return new Child(builder.start(), now);
    }

    /** A tool that is talked to. */
    static Child tool(String... command) throws IOException {
        long now = System.nanoTime();
        return new Child(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                now);
    }

    /** Runs a command to its end and returns what it printed; fails when it does. */
    static String run(String... command) throws IOException, InterruptedException {
        try (Child child = tool(command)) {
            String printed = new String(child.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = child.process.waitFor();
            if (exit != 0) {
                throw new IOException(String.join(" ", command) + ": exit code " + exit + "\n" + printed);
            }
            return printed;
        }
    }

    long pid() {
        return process.pid();
    }

    /** CLOCK_MONOTONIC just before the process was made. */
    long startedNanos() {
        return startedNanos;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Sends a line. */
    void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** Ends its standard input. */
    void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            // it has ended already
        }
    }

    /** With those that it has started. */
    List<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    }

    /** As a power cut does it: nobody is left who could say goodbye for another. */
    void kill() throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder("kill -STOP " + process.pid());
        all().stream().skip(1).forEach(started -> line.append("; kill -9 ").append(started.pid()));
        run("sh", "-c", line + "; kill -9 " + process.pid());
        process.waitFor();
    }

    /** The next line that it prints. */
    String hear() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("process " + process.pid() + " has ended");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
