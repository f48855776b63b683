// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Understands one message (RFC 1035 section 4).
 *
 * <pre>
 *  0    id
 *  2    QR | opcode(4) | AA | TC | RD | RA | Z(3) | rcode(4)
 *  4    questions, answers, authorities, additional records: 2 bytes each
 *  12   questions: name, type(2), class(2)
 *       records:   name, type(2), class(2), ttl(4), length(2), data
 * </pre>
 *
 * <p>Records are read only as far as the answer section goes. Bad input is an exception of this class's own, with a reason.
 * Thread-safety: one thread.
 */
final class DnsReader {
    static final int HEADER = 12;
    private static final int RESPONSE = 0x8000;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int TRUNCATED = 0x0200;

    private final ByteBuffer message;

    private DnsReader(ByteBuffer message) {
        this.message = message;
    }

    /** What is not a message of RFC 1035. */
    static final class Malformed extends Exception {
        Malformed(String reason) {
            super(reason);
        }
    }

    /** Whether this is a response to the query with this id; anything else is to be ignored. */
    static boolean isResponse(ByteBuffer datagram, int id) {
        int at = datagram.position();
        return datagram.remaining() >= HEADER
                && (datagram.getShort(at) & 0xffff) == id
                && (datagram.getShort(at + 2) & RESPONSE) != 0;
    }

    /** Only what the header says: for who does not look at the records. */
    static DnsAnswer header(ByteBuffer datagram) {
        int flags = datagram.getShort(datagram.position() + 2);
        return new DnsAnswer(flags & 15, (flags & AUTHORITATIVE) != 0, (flags & TRUNCATED) != 0, List.of());
    }

    /** All of a response. */
    static DnsAnswer read(ByteBuffer datagram) throws Malformed {
        try {
            return new DnsReader(datagram.slice()).read(header(datagram));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new Malformed("the message ends within a record");
        }
    }

    private DnsAnswer read(DnsAnswer header) throws Malformed {
        int questions = message.getShort(4) & 0xffff;
        int answers = message.getShort(6) & 0xffff;
        message.position(HEADER);
        for (int i = 0; i < questions; i++) {
            name();
            message.getInt();
        }
        List<DnsAnswer.Entry> entries = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            if (header.truncated() && !message.hasRemaining()) {
                break; // as many as there was room for
            }
            name();
            int type = message.getShort() & 0xffff;
            message.getShort();
            message.getInt();
            int length = message.getShort() & 0xffff;
            int end = message.position() + length;
            if (end > message.limit()) {
                throw new Malformed("a record of type " + DnsType.of(type).name() + " is longer than the message");
            }
            entries.add(new DnsAnswer.Entry(type, data(type, end)));
            if (message.position() != end) {
                throw new Malformed(
                        "the data of a record of type " + DnsType.of(type).name() + " is not as long as it says");
            }
        }
        return new DnsAnswer(header.rcode(), header.authoritative(), header.truncated(), entries);
    }

    private String data(int type, int end) throws Malformed {
        return switch (type) {
            case DnsType.A -> address(4);
            case DnsType.AAAA -> address(16);
            case DnsType.NS, DnsType.CNAME, DnsType.PTR -> name();
            case DnsType.MX -> number16() + " " + name();
            case DnsType.SRV -> number16() + " " + number16() + " " + number16() + " " + name();
            case DnsType.TXT -> texts(end);
            case DnsType.SOA ->
                name() + " " + name() + " " + number32() + " " + number32() + " " + number32() + " " + number32() + " "
                        + number32();
            case DnsType.DS -> number16() + " " + number8() + " " + number8() + " " + hex(end);
            case DnsType.DNSKEY -> number16() + " " + number8() + " " + number8() + " " + base64(end);
            case DnsType.RRSIG ->
                DnsType.of(Integer.parseInt(number16())).name() + " " + number8() + " " + number8() + " " + number32()
                        + " " + number32() + " " + number32() + " " + number16() + " " + name() + " " + base64(end);
            default -> {
                int length = end - message.position();
                yield "\\# " + length + (length == 0 ? "" : " " + hex(end));
            }
        };
    }

    private String address(int length) {
        byte[] bytes = new byte[length];
        message.get(bytes);
        try {
            return io.mainstay.api.model.AddressText.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes", e);
        }
    }

    private String number8() {
        return Integer.toString(message.get() & 0xff);
    }

    private String number16() {
        return Integer.toString(message.getShort() & 0xffff);
    }

    private String number32() {
        return Long.toString(message.getInt() & 0xffffffffL);
    }

    private byte[] bytes(int end) {
        byte[] bytes = new byte[end - message.position()];
        message.get(bytes);
        return bytes;
    }

    private String hex(int end) {
        return HexFormat.of().formatHex(bytes(end));
    }

    private String base64(int end) {
        return Base64.getEncoder().encodeToString(bytes(end));
    }

    /** The character strings of a TXT record, one after the other, as who writes long texts in pieces means them. */
    private String texts(int end) {
        StringBuilder text = new StringBuilder();
        while (message.position() < end) {
            int length = message.get() & 0xff;
            for (int i = 0; i < length; i++) {
                int b = message.get() & 0xff;
                if (b >= ' ' && b < 0x7f) {
                    text.append((char) b);
                } else {
                    DnsName.appendByte(text, b);
                }
            }
        }
        return text.toString();
    }

    /** A name, in lower case and without the last dot; the root is {@code "."}. Leaves the position behind it. */
    private String name() throws Malformed {
        StringBuilder text = new StringBuilder();
        int back = -1;
        int at = message.position();
        for (int jumps = 0; ; ) {
            int length = message.get(at) & 0xff;
            if (length == 0) {
                at++;
                break;
            }
            if ((length & 0xc0) == 0xc0) {
                int target = (length & 0x3f) << 8 | message.get(at + 1) & 0xff;
                if (back < 0) {
                    back = at + 2;
                }
                if (target >= at || ++jumps > 64) {
                    throw new Malformed("a name that points to itself, or forward");
                }
                at = target;
                continue;
            }
            if ((length & 0xc0) != 0) {
                throw new Malformed("a label of unknown kind");
            }
            if (text.length() > 0) {
                text.append('.');
            }
            for (int i = 1; i <= length; i++) {
                int b = message.get(at + i) & 0xff;
                DnsName.appendByte(text, b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b);
            }
            at += 1 + length;
            if (text.length() > 4 * 255) {
                throw new Malformed("a name of more than 255 bytes");
            }
        }
        message.position(back < 0 ? at : back);
        return text.length() == 0 ? "." : text.toString();
    }
}
