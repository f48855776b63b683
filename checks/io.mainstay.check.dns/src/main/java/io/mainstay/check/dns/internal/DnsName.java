// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Domain names as text and as on the wire (RFC 1035 sections 3.1 and 5.1). Pure. */
final class DnsName {
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST = 255;

    private DnsName() {}

    /**
     * The bytes of a name in text: labels with {@code .} between them, {@code \.} for a dot in a label, {@code \DDD} for any
     * byte; {@code .} or nothing is the root. Empty when it is no name.
     */
    static Optional<byte[]> encode(String text) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        ByteArrayOutputStream label = new ByteArrayOutputStream();
        String rest = text.equals(".") ? "" : text;
        byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '.') {
                if (!append(name, label)) {
                    return Optional.empty();
                }
            } else if (bytes[i] <= ' ' && bytes[i] >= 0) {
                return Optional.empty();
            } else if (bytes[i] == '\\') {
                int escaped = escaped(bytes, i + 1);
                if (escaped < 0) {
                    return Optional.empty();
                }
                label.write(escaped);
                i += bytes[i + 1] >= '0' && bytes[i + 1] <= '9' ? 3 : 1;
            } else {
                label.write(bytes[i]);
            }
        }
        if (label.size() > 0 && !append(name, label)) {
            return Optional.empty();
        }
        name.write(0);
        return name.size() > LONGEST ? Optional.empty() : Optional.of(name.toByteArray());
    }

    private static int escaped(byte[] bytes, int at) {
        if (at >= bytes.length) {
            return -1;
        }
        if (bytes[at] < '0' || bytes[at] > '9') {
            return bytes[at];
        }
        if (at + 2 >= bytes.length) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + 3; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value > 255 ? -1 : value;
    }

    private static boolean append(ByteArrayOutputStream name, ByteArrayOutputStream label) {
        if (label.size() == 0 || label.size() > LONGEST_LABEL) {
            return false;
        }
        name.write(label.size());
        name.writeBytes(label.toByteArray());
        label.reset();
        return true;
    }

    /** Appends one byte of a label in the form that {@link #encode} reads. */
    static void appendByte(StringBuilder text, int b) {
        if (b == '.' || b == '\\' || b == '"') {
            text.append('\\').append((char) b);
        } else if (b <= ' ' || b >= 0x7f) {
            text.append('\\').append(b / 100).append(b / 10 % 10).append(b % 10);
        } else {
            text.append((char) b);
        }
    }
}
