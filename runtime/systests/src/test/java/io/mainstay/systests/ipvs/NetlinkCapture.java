// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Lan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that is said over netlink on a host, by way of an {@code nlmon} interface and tcpdump: which changes of the IPVS
 * table were asked for, by whomever.
 */
final class NetlinkCapture implements AutoCloseable {
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int COOKED_HEADER = 16;
    private static final int GENERIC = 16;
    private static final Map<Integer, String> CHANGES = Map.of(
            1, "NEW_SERVICE",
            2, "SET_SERVICE",
            3, "DEL_SERVICE",
            5, "NEW_DEST",
            6, "SET_DEST",
            7, "DEL_DEST",
            17, "FLUSH");

    private final Lan.Host host;
    private final Path file;
    private final int family;
    private final Process tcpdump;

    NetlinkCapture(Lan.Host host, Path file) {
        this.host = host;
        this.file = file;
        host.sh("ip link show nlmon0 >/dev/null 2>&1 || { ip link add nlmon0 type nlmon && ip link set nlmon0 up; }");
        String id = host.sh("genl ctrl get name IPVS").replaceAll("(?s).*ID: 0x([0-9a-f]+).*", "$1");
        family = Integer.parseInt(id.strip(), 16);
        try {
            Path said = file.resolveSibling(file.getFileName() + ".err");
            tcpdump = new ProcessBuilder(host.inside(
                            "tcpdump", "-i", "nlmon0", "-U", "-s", "0", "-Z", "root", "-w", file.toString()))
                    .redirectError(said.toFile())
                    .start();
            Await.until(
                    "tcpdump listens", Duration.ofSeconds(60), () -> read(said).contains("listening"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that changes the table. */
    record Seen(String command, long atMicros) {}

    /** The changes that were asked for so far, in order. Ends the capture. */
    List<Seen> stop() {
        // What tcpdump has not read yet is in the socket: let it see one more message of ours, then end it.
        host.sh("ipvsadm -L -n >/dev/null; sleep 0.5");
        tcpdump.destroy();
        try {
            tcpdump.waitFor();
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Seen> parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Seen> seen = new ArrayList<>();
        for (int at = FILE_HEADER; at + PACKET_HEADER <= bytes.length; ) {
            long micros = in.getInt(at) * 1_000_000L + in.getInt(at + 4);
            int length = in.getInt(at + 8);
            int start = at + PACKET_HEADER;
            int protocol = (in.get(start + 14) & 0xff) << 8 | in.get(start + 15) & 0xff;
            if (protocol == GENERIC) {
                messages(in, start + COOKED_HEADER, start + length, micros, seen);
            }
            at = start + length;
        }
        return seen;
    }

    /** One datagram may carry many messages. */
    private void messages(ByteBuffer in, int from, int to, long micros, List<Seen> seen) {
        for (int at = from; at + 20 <= to; ) {
            int length = in.getInt(at);
            int type = in.getShort(at + 4) & 0xffff;
            boolean request = (in.getShort(at + 6) & 1) == 1;
            if (type == family && request && CHANGES.containsKey((int) in.get(at + 16))) {
                seen.add(new Seen(CHANGES.get((int) in.get(at + 16)), micros));
            }
            if (length < 16) {
                return;
            }
            at += (length + 3) & ~3;
        }
    }

    @Override
    public void close() {
        tcpdump.destroyForcibly();
    }
}
