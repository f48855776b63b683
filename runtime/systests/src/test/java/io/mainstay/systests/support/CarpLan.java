// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** CARP on a {@link Lan}: vhid 42, password "love", address 10.77.0.252; configurations, ucarp's side, packets made by hand. */
public final class CarpLan {
    public static final String VIP = "10.77.0.252";
    public static final String PASSWORD = "love";
    public static final int VHID = 42;
    private static final int CARP = 20;

    private CarpLan() {}

    /** A {@code carp_instance} with further statements. */
    public static String instance(String statements) {
        return "carp_instance web {\n interface eth0\n vhid " + VHID + "\n password " + PASSWORD
                + "\n virtual_ipaddress {\n  " + VIP + "/24\n }\n " + statements + "\n}\n";
    }

    /** Two scripts that write what they are called with, one line each, to {@code log}; the up script installs the address. */
    public static List<Path> scripts(Path folder, Path log) {
        try {
            Path up = folder.resolve("up.sh");
            Path down = folder.resolve("down.sh");
            Files.writeString(up, "#!/bin/sh\nip addr add $2/24 dev $1 2>/dev/null\necho \"up $*\" >>" + log + "\n");
            Files.writeString(
                    down, "#!/bin/sh\nip addr del $2/24 dev $1 2>/dev/null\necho \"down $*\" >>" + log + "\n");
            up.toFile().setExecutable(true);
            down.toFile().setExecutable(true);
            return List.of(up, down);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A ucarp, or what takes its command line, on a host. */
    public static final class Ucarp implements AutoCloseable {
        private final Process process;
        private final Path log;

        /**
         * @param program {@code ucarp}, or the path of {@code mainstay-ucarp}
         * @param options besides interface, source, vhid, password and address
         */
        public Ucarp(String program, Lan.Host host, Path folder, List<String> options) {
            log = folder.resolve("ucarp-" + System.nanoTime() + ".log");
            List<String> command = new ArrayList<>(host.inside("stdbuf", "-oL", program, "-i", "eth0"));
            command.addAll(List.of("-s", host.address(), "-v", "" + VHID, "-p", PASSWORD, "-a", VIP));
            command.addAll(options);
            try {
                process = new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public static boolean isInstalled() {
            return Exec.isInstalled("ucarp");
        }

        public String log() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public void awaitLog(String text) {
            Await.until("ucarp says " + text, MainstayProcess.PATIENCE, () -> log().contains(text), this::log);
        }

        /** How often it became MASTER. */
        public long masterships() {
            return log().lines()
                    .filter(line -> line.contains("state: MASTER") || line.contains("-> MASTER"))
                    .count();
        }

        public long pid() {
            return process.pid();
        }

        /** By its name without SIG; Java's own way knows only two. */
        public Ucarp signal(String name) {
            Exec.run(List.of("sh", "-c", "kill -" + name + " " + pid()));
            return this;
        }

        public int awaitExit() {
            try {
                if (!process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
                    throw new AssertionError("has not ended\n" + log());
                }
                return process.exitValue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            awaitExit();
        }
    }

    /** When an advertisement was sent: seconds since 1970, by the kernel's time stamp. */
    public static List<Double> sent(Capture capture, Lan.Host by) {
        return capture.read("ip.proto == 112 && ip.src == " + by.address(), "frame.time_epoch").stream()
                .map(Double::valueOf)
                .toList();
    }

    /** A valid packet from an address, IP header first, with the usual interval. */
    public static byte[] packet(String from, int advbase, int advskew, long counter) {
        ByteBuffer packet = ByteBuffer.allocate(CARP + 36);
        packet.put(HexFormat.of().parseHex("45100038000140" + "00ff700000"));
        packet.put(address(from)).put(address("224.0.0.18"));
        packet.put((byte) 0x21)
                .put((byte) VHID)
                .put((byte) advskew)
                .put((byte) 7)
                .put((byte) 0)
                .put((byte) advbase);
        packet.putShort((short) 0).putLong(counter).put(digest(counter));
        return withChecksum(packet.array());
    }

    /** With the CARP part's checksum made anew. */
    public static byte[] withChecksum(byte[] packet) {
        ByteBuffer words = ByteBuffer.wrap(packet);
        words.putShort(CARP + 6, (short) 0);
        int sum = 0;
        for (int at = CARP; at + 1 < packet.length; at += 2) {
            sum += words.getShort(at) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        sum = (sum & 0xffff) + (sum >>> 16);
        words.putShort(CARP + 6, (short) ~sum);
        return packet;
    }

    private static byte[] digest(long counter) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(PASSWORD.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
            mac.update(new byte[] {2, 1, VHID});
            mac.update(address(VIP));
            mac.update(ByteBuffer.allocate(8).putLong(counter).array());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] address(String text) {
        byte[] bytes = new byte[4];
        int[] octets = Stream.of(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }

    /** Sends whole IP packets to 224.0.0.18; perl is part of every Debian. */
    public static void send(Lan.Host host, byte[]... packets) {
        List<String> command = new ArrayList<>(host.inside(
                "perl",
                "-MSocket",
                "-e",
                "socket(S, AF_INET, SOCK_RAW, 255) or die $!; setsockopt(S, 0, 32, inet_aton(shift @ARGV)) or die $!;"
                        + " for (@ARGV) { send(S, pack('H*', $_), 0, sockaddr_in(0, inet_aton('224.0.0.18'))) or die $!;"
                        + " select(undef, undef, undef, 0.01) }",
                host.address()));
        for (byte[] packet : packets) {
            command.add(HexFormat.of().formatHex(packet));
        }
        Exec.Result result = Exec.run(command);
        if (result.exitCode() != 0) {
            throw new AssertionError(result.err());
        }
    }

    /** How long until only this host has the address. */
    public static Duration holds(Lan.Host host, Lan.Host notThere) {
        return Await.until(
                "host " + host.number() + " alone holds " + VIP,
                MainstayProcess.PATIENCE,
                () -> host.has(VIP) && !notThere.has(VIP));
    }
}
