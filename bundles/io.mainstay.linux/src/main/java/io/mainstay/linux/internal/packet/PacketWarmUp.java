// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.packet;

import io.mainstay.linux.internal.libc.Fd;
import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.NativeMemory;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.loop.EpollLoop;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.ReceivedPacket;
import io.mainstay.platform.net.SystemCallException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives and sends a few hundred packets between two ends of a local socket pair, so that the first real one finds classes
 * loaded and code compiled: in a failover the first packet is the one that counts. Takes some 10 ms, once per loop.
 *
 * <p>Thread-safety: loop thread.
 */
final class PacketWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(PacketWarmUp.class);
    private static final int ROUNDS = 300;
    private static final int LENGTH = 40;

    private PacketWarmUp() {}

    static void run(EpollLoop loop) {
        NativeMemory pair = new NativeMemory(8);
        int errno = Fd.result(Libc.C.socketpair(
                Sys.AF_UNIX, Sys.SOCK_DGRAM | Sys.SOCK_NONBLOCK | Sys.SOCK_CLOEXEC, 0, pair.address()));
        if (errno != 0) {
            LOG.debug("no warm-up: {}", SystemCallException.describe("socketpair", "", errno, ""));
            return;
        }
        int left = pair.bytes().getInt(0);
        int right = pair.bytes().getInt(4);
        NativeMemory message = new NativeMemory(56 + 16 + LENGTH);
        message.bytes().putLong(16, message.address() + 56).putLong(24, 1);
        message.bytes().putLong(56, message.address() + 72).putLong(64, LENGTH);
        message.bytes().put(72, (byte) 0x45);
        PacketHandler handler = new Exercise();
        PacketSource ipv4 = new PacketSource(loop, left, Sys.AF_INET, 1, handler);
        PacketSource ipv6 = new PacketSource(loop, left, Sys.AF_INET6, 1, handler);
        for (int i = 0; i < ROUNDS; i++) {
            Libc.C.sendmsg(right, message.address(), Sys.MSG_DONTWAIT);
            (i % 4 == 0 ? ipv6 : ipv4).readable(loop.now());
        }
        Libc.C.close(left);
        Libc.C.close(right);
    }

    /** Looks at everything that a protocol may look at. */
    private static final class Exercise implements PacketHandler {
        private final byte[] address = new byte[16];
        private final byte[] copy = new byte[LENGTH];
        private long seen;

        @Override
        public void packet(ReceivedPacket packet, long now) {
            packet.bytes().get(0, copy, 0, packet.length());
            seen += packet.source(address) + packet.destination(address) + packet.ttl() + packet.ifIndex();
            seen += packet.arrivedNanos() + packet.arrivedRealtimeNanos() + (packet.truncated() ? 1 : 0);
        }
    }
}
