// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A keepalived in the foreground on a host of a {@link Lan}. */
public final class Keepalived implements AutoCloseable {
    private final Lan.Host host;
    private final Path folder;
    private Process process;
    private int starts;

    public Keepalived(Lan.Host host, Path folder) {
        this.host = host;
        this.folder = folder;
    }

    public static boolean isInstalled() {
        return Exec.isInstalled("keepalived");
    }

    public Keepalived start(String configuration) {
        try {
            Files.createDirectories(folder);
            starts++;
            Path file = folder.resolve("keepalived.conf");
            Files.writeString(file, configuration);
            List<String> command = new ArrayList<>(host.inside("keepalived", "-n", "-l", "-D", "-P"));
            command.addAll(List.of("-f", file.toString(), "-p", pidFile("pid")));
            command.addAll(List.of("-r", pidFile("vrrp.pid")));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes another configuration, and SIGHUP. */
    public void reload(String configuration) {
        try {
            Files.writeString(folder.resolve("keepalived.conf"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Exec.run(List.of("kill", "-HUP", Long.toString(process.pid())));
    }

    /** Another one for each start: it takes the file of one that was killed for a daemon that runs. */
    private String pidFile(String name) {
        return folder.resolve(name + starts).toString();
    }

    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As when the host loses power, but for the addresses, which the test takes away. */
    public void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        await();
    }

    /** SIGTERM. */
    public void stop() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("keepalived has not ended\n" + log());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
