// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One step of a dialogue. Thread-safety: immutable; nobody changes the array.
 *
 * @param sends whether the bytes are sent; otherwise they must come, somewhere in what comes next
 * @param bytes at least one
 * @param text as the operator wrote it
 */
record DialogueStep(boolean sends, byte[] bytes, String text) {

    /** The bytes of a text with {@code \r \n \t \0 \\} and {@code \xHH}; empty when it has other escapes, or no byte. */
    static Optional<byte[]> bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '\\') {
                out.write(in[i]);
                continue;
            }
            if (++i == in.length) {
                return Optional.empty();
            }
            switch (in[i]) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 't' -> out.write('\t');
                case '0' -> out.write(0);
                case '\\' -> out.write('\\');
                case 'x' -> {
                    int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                    int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
                    if (high < 0 || low < 0) {
                        return Optional.empty();
                    }
                    out.write(high << 4 | low);
                    i += 2;
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return out.size() == 0 ? Optional.empty() : Optional.of(out.toByteArray());
    }
}
