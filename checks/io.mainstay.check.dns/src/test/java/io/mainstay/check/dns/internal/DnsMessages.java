// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.testkit.check.PeerScript;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Builds the answers of name servers, byte by byte. */
final class DnsMessages {
    static final int TRUNCATED = 0x0200;
    static final int AUTHORITATIVE = 0x0400;

    private DnsMessages() {}

    /** A record of an answer whose owner is the question's name. */
    record Rr(int type, byte[] data) {}

    static Rr a(String address) {
        return new Rr(DnsType.A, address(address));
    }

    static byte[] address(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The query turned into a response with these flags (rcode in the lowest bits) and records. */
    static byte[] answer(byte[] query, int flags, Rr... records) {
        ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(query, DnsReader.HEADER));
        header.putShort(2, (short) (0x8180 | flags)).putShort(6, (short) records.length);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(header.array());
        message.write(query, DnsReader.HEADER, query.length - DnsReader.HEADER);
        for (Rr rr : records) {
            message.writeBytes(ByteBuffer.allocate(12)
                    .putShort((short) 0xc00c)
                    .putShort((short) rr.type())
                    .putShort((short) 1)
                    .putInt(300)
                    .putShort((short) rr.data().length)
                    .array());
            message.writeBytes(rr.data());
        }
        return message.toByteArray();
    }

    /** Answers one question per connection. */
    static PeerScript overTcp(UnaryOperator<byte[]> answers) {
        return socket -> {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] query = in.readNBytes(in.readUnsignedShort());
            ByteArrayOutputStream framed = new ByteArrayOutputStream();
            byte[] answer = answers.apply(query);
            try (DataOutputStream out = new DataOutputStream(framed)) {
                out.writeShort(answer.length);
                out.write(answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            socket.getOutputStream().write(framed.toByteArray(), 0, 1); // in two pieces
            socket.getOutputStream().flush();
            socket.getOutputStream().write(framed.toByteArray(), 1, framed.size() - 1);
        };
    }
}
