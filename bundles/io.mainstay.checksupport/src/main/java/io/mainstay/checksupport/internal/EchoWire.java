// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.checksupport.NetworkOptions;
import io.mainstay.platform.IcmpSockets;
import io.mainstay.platform.net.InternetChecksum;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * ICMP echo: one probe's requests and the replies to them (RFC 792, RFC 4443 section 4).
 *
 * <pre>
 *  0       1       2               4               6               8
 *  | type  | code  |   checksum    |  identifier   |   sequence    |  data …
 * </pre>
 *
 * <p>The identifier is random for a raw socket, and the kernel's own for a datagram socket, which lets only its replies
 * through. The checksum of ICMPv6 is the kernel's, because it covers the addresses. Thread-safety: the lane's thread only.
 */
final class EchoWire implements Wire {
    private static final int HEADER = 8;
    private static final byte V4_REQUEST = 8;
    private static final byte V4_REPLY = 0;
    private static final byte V6_REQUEST = (byte) 128;
    private static final byte V6_REPLY = (byte) 129;

    private static final int SOL_RAW = 255;
    private static final int ICMP_FILTER = 1;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int ICMP6_FILTER = 1;

    private final IcmpSockets sockets;
    private final boolean ipv6;
    private final int identifier;
    private int sequence;
    private boolean raw;

    /** @param sockets null when nobody opens them */
    EchoWire(IcmpSockets sockets, boolean ipv6) {
        this.sockets = sockets;
        this.ipv6 = ipv6;
        int random = ThreadLocalRandom.current().nextInt();
        this.identifier = random >>> 16;
        this.sequence = random & 0xffff;
    }

    @Override
    public Socket open(NetworkOptions network) throws IOException {
        IcmpSockets.Opened opened = open();
        raw = opened.raw();
        Socket socket = new Socket(opened.descriptor());
        try {
            if (raw) {
                onlyReplies(socket);
            }
            EpollSockets.prepareDatagram(socket, network);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private IcmpSockets.Opened open() throws Unavailable {
        if (sockets == null) {
            throw new Unavailable("no ICMP socket: the bundle io.mainstay.linux, which opens them, is not here", null);
        }
        try {
            return sockets.open(ipv6);
        } catch (IOException e) {
            throw new Unavailable(e.getMessage(), e);
        }
    }

    /** This host gives no ICMP socket; the message is for the operator. */
    static final class Unavailable extends IOException {
        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Spares this process the requests and errors that others are concerned with. */
    private void onlyReplies(Socket socket) throws IOException {
        if (!ipv6) {
            socket.setIntOpt(SOL_RAW, ICMP_FILTER, ~(1 << V4_REPLY));
            return;
        }
        ByteBuffer blocked = ByteBuffer.allocateDirect(32).order(java.nio.ByteOrder.nativeOrder());
        for (int word = 0; word < 8; word++) {
            int passing = (V6_REPLY & 0xff) / 32 == word ? 1 << (V6_REPLY & 31) : 0;
            blocked.putInt(~passing);
        }
        socket.setRawOpt(IPPROTO_ICMPV6, ICMP6_FILTER, blocked.flip());
    }

    @Override
    public byte[] request(byte[] data) {
        sequence = (sequence + 1) & 0xffff;
        ByteBuffer message = ByteBuffer.allocate(HEADER + data.length);
        message.put(ipv6 ? V6_REQUEST : V4_REQUEST)
                .put((byte) 0)
                .putShort((short) 0)
                .putShort((short) identifier)
                .putShort((short) sequence)
                .put(data);
        if (!ipv6) {
            message.putShort(2, (short) InternetChecksum.of(message.array()));
        }
        return message.array();
    }

    @Override
    public ByteBuffer reply(ByteBuffer datagram) {
        int start = datagram.position();
        if (raw && !ipv6) {
            if (datagram.remaining() < 20) {
                return null;
            }
            start += (datagram.get(start) & 0x0f) * 4;
        }
        boolean mine = datagram.limit() - start >= HEADER
                && datagram.get(start) == (ipv6 ? V6_REPLY : V4_REPLY)
                && datagram.get(start + 1) == 0
                && (!raw || (datagram.getShort(start + 4) & 0xffff) == identifier)
                && (datagram.getShort(start + 6) & 0xffff) == sequence;
        return mine ? datagram.position(start + HEADER) : null;
    }
}
