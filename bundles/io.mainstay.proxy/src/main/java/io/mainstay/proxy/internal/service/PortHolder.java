// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.platform.NanoClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds which process has a port, from {@code /proc}. Best effort: other users' processes show their sockets to root only, and
 * because looking takes tens of milliseconds on a busy host, it is done once a second at most.
 *
 * <p>Thread-safety: any thread.
 */
public final class PortHolder {
    private static final String LISTEN = "0A";
    /** How an IPv6 socket shows an IPv4 address. */
    private static final String MAPPED = "0000000000000000FFFF0000";

    private static final String UDP_UNCONNECTED = "07";

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path proc;
    private final NanoClock clock;
    private boolean looked;
    private long lookedNanos;

    public PortHolder(NanoClock clock) {
        this(Path.of("/proc"), clock);
    }

    PortHolder(Path proc, NanoClock clock) {
        this.proc = proc;
        this.clock = clock;
    }

    /** {@code nginx (pid 123)}; empty when it cannot be found, or was looked for just now. */
    synchronized Optional<String> find(ServiceKey.Address key) {
        long now = clock.nanoTime();
        if (looked && now - lookedNanos < PAUSE_NANOS) {
            return Optional.empty();
        }
        looked = true;
        lookedNanos = now;
        return find(proc, key);
    }

    private static Optional<String> find(Path proc, ServiceKey.Address key) {
        String table = key.protocol() == Protocol.UDP ? "udp" : "tcp";
        String state = key.protocol() == Protocol.UDP ? UDP_UNCONNECTED : LISTEN;
        try {
            for (String family : List.of("", "6")) {
                Path path = proc.resolve("net/" + table + family);
                if (!Files.isReadable(path)) {
                    continue;
                }
                for (String line : Files.readAllLines(path)) {
                    String[] words = line.trim().split("\\s+");
                    if (words.length > 9 && words[3].equals(state) && conflicts(words[1], key)) {
                        Optional<String> process = process(proc, "socket:[" + words[9] + "]");
                        if (process.isPresent()) {
                            return process;
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // a hint only
        }
        return Optional.empty();
    }

    /** Whether a local address such as {@code 0100007F:1F90} stands in the way: the same one, or a wildcard. */
    private static boolean conflicts(String local, ServiceKey.Address key) {
        int colon = local.indexOf(':');
        if (Integer.parseInt(local.substring(colon + 1), 16) != key.endpoint().port()) {
            return false;
        }
        String address = local.substring(0, colon);
        String wanted = hex(key.endpoint().address().getAddress());
        return address.chars().allMatch(c -> c == '0')
                || key.endpoint().address().isAnyLocalAddress()
                || address.equals(wanted)
                || address.equals(MAPPED + wanted);
    }

    /** The kernel prints addresses as 32-bit numbers of the machine's byte order. */
    private static String hex(byte[] address) {
        ByteBuffer network = ByteBuffer.wrap(address);
        ByteBuffer machine = ByteBuffer.allocate(address.length);
        machine.order(
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        while (network.hasRemaining()) {
            machine.putInt(network.getInt());
        }
        return HexFormat.of().formatHex(machine.array()).toUpperCase(Locale.ROOT);
    }

    private static Optional<String> process(Path proc, String socket) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, socket)) {
                    String name = Files.readString(process.resolve("comm")).trim();
                    return Optional.of(name + " (pid " + process.getFileName() + ")");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException e) {
            return false; // gone, or not ours to look at
        }
        return false;
    }
}
