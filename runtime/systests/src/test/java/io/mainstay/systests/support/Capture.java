// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is on a bridge, recorded by dumpcap and read with tshark. */
public final class Capture implements AutoCloseable {
    private static final long KERNEL_BUFFER_MILLIS = 1000;

    private final Path file;
    private final Process process;

    Capture(String namespace, Path file) {
        this.file = file;
        try {
            process = new ProcessBuilder(
                            "ip", "netns", "exec", namespace, "dumpcap", "-q", "-i", "br0", "-w", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of(file + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("the capture runs", Duration.ofSeconds(20), () -> Files.exists(file) && size() > 0);
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Ends the recording, after what is on its way through the kernel's buffers. */
    public Capture stop() {
        try {
            Thread.sleep(process.isAlive() ? KERNEL_BUFFER_MILLIS : 0);
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Lines of tshark's output for packets that a display filter lets through; fields are separated by tabs. */
    public List<String> read(String filter, String... fields) {
        List<String> command = new java.util.ArrayList<>(List.of("tshark", "-r", file.toString(), "-Y", filter));
        command.addAll(List.of("-o", "vrrp.v3_checksum_as_in_v2:FALSE", "-o", "ip.check_checksum:TRUE"));
        if (fields.length > 0) {
            command.addAll(List.of("-T", "fields"));
            for (String field : fields) {
                command.addAll(List.of("-e", field));
            }
        }
        Exec.Result result = Exec.run(command);
        if (result.exitCode() != 0) {
            throw new AssertionError("tshark: " + result.err());
        }
        return result.out().lines().toList();
    }

    @Override
    public void close() {
        stop();
    }
}
