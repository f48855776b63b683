// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
public final class Exec {
    private Exec() {}

    /** What came of it. */
    public record Result(int exitCode, String out, String err, Duration took) {}

    public static Result run(List<String> command) {
        return run(command, Map.of());
    }

    /** Its outputs go through files, so that a child which lives on with them open does not hold us up. */
    public static Result run(List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("systest", ".out");
            Path err = Files.createTempFile("systest", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().putAll(environment);
                long begin = System.nanoTime();
                Process process = builder.start();
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " has not ended in 60 s\n" + Files.readString(err));
                }
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                return new Result(
                        process.exitValue(),
                        Files.readString(out, StandardCharsets.UTF_8),
                        Files.readString(err, StandardCharsets.UTF_8),
                        took);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a program is there. */
    public static boolean isInstalled(String program) {
        return run(List.of("sh", "-c", "PATH=$PATH:/usr/sbin; command -v " + program))
                        .exitCode()
                == 0;
    }
}
