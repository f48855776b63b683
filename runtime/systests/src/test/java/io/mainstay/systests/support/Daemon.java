// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server program in the foreground that listens on one TCP port. Close it, and it is gone with its children. */
public final class Daemon implements AutoCloseable {
    private final String name;
    private final Path log;
    private final List<String> command;
    private final String address;
    private final int port;
    private Process process;

    /** Starts it, and waits until it takes connections. */
    public Daemon(String name, Path log, String address, int port, List<String> command) {
        this.name = name;
        this.log = log;
        this.command = command;
        this.address = address;
        this.port = port;
        start();
    }

    /** Starts it again after {@link #kill}. */
    public void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Await.until(name + " listens", Duration.ofSeconds(30), this::accepts, this::log);
        } catch (AssertionError e) {
            end(); // nobody else would
            throw e;
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills it the hard way, with its children, and waits until nobody listens any more. */
    public void kill() {
        end();
        Await.until(name + " is gone", Duration.ofSeconds(30), () -> !accepts());
    }

    private void end() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** All that it has printed. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
