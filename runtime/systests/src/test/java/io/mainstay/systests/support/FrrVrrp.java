// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * FRR's zebra and vrrpd on a host of a {@link Lan}: version 3, IPv4, one virtual router on {@code eth0}, with the macvlan that
 * FRR wants.
 */
public final class FrrVrrp implements AutoCloseable {
    private static final Path DAEMONS = Path.of("/usr/lib/frr");

    private final Lan.Host host;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    public FrrVrrp(Lan.Host host, Path folder) {
        this.host = host;
        this.folder = folder;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(DAEMONS.resolve("vrrpd"));
    }

    /** @param address that moves; it stays on FRR's macvlan, which is up only while FRR is master */
    public FrrVrrp start(int id, int priority, int intervalMillis, String address) {
        String mac = String.format("00:00:5e:00:01:%02x", id);
        host.sh("ip link add vrrp4 link eth0 type macvlan mode bridge");
        host.sh("ip link set dev vrrp4 address " + mac + " && ip addr add " + address + "/24 dev vrrp4");
        host.sh("ip link set dev vrrp4 up");
        try {
            Files.createDirectories(folder);
            Exec.run(List.of("chmod", "-R", "777", folder.toString())); // FRR runs as a user of its own
            Exec.run(List.of("chmod", "711", folder.getParent().toString()));
            Path zebra = Files.writeString(folder.resolve("zebra.conf"), "hostname z\n");
            Path vrrp = Files.writeString(
                    folder.resolve("vrrpd.conf"),
                    "interface eth0\n vrrp " + id + " version 3\n vrrp " + id + " priority " + priority + "\n vrrp "
                            + id + " advertisement-interval " + intervalMillis + "\n vrrp " + id + " ip " + address
                            + "\n");
            run("zebra", zebra, "-z", socket());
            Await.until(
                    "zebra listens", java.time.Duration.ofSeconds(20), () -> Files.exists(folder.resolve("zserv.api")));
            run("vrrpd", vrrp, "-z", socket());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String socket() {
        return folder.resolve("zserv.api").toString();
    }

    private void run(String daemon, Path configuration, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(host.inside(DAEMONS.resolve(daemon).toString()));
        command.addAll(List.of(
                "-f",
                configuration.toString(),
                "-i",
                folder.resolve(daemon + ".pid").toString()));
        command.addAll(List.of("-P", "0", "--log", "stdout", "--log-level", "debugging"));
        command.addAll(List.of("--vty_socket", folder.toString()));
        command.addAll(List.of(more));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(daemon + ".log").toFile())
                .start());
    }

    public String log() {
        try {
            return Files.exists(folder.resolve("vrrpd.log")) ? Files.readString(folder.resolve("vrrpd.log")) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM to vrrpd, or kill -9. */
    public void stop(boolean kill) {
        Process vrrpd = processes.get(1);
        if (kill) {
            vrrpd.destroyForcibly();
        } else {
            vrrpd.destroy();
        }
        try {
            vrrpd.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
