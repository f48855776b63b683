// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher.genhash;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A response as it comes: head, and the digest of the body up to its {@code Content-Length}, without the framing of chunks.
 *
 * @param head as received, with its empty line
 * @param digest MD5, 32 lower-case hexadecimal digits
 * @param length bytes of the body
 */
record Answer(String head, String digest, long length) {
    private static final int LONGEST_HEAD = 65536;

    /** @throws IOException not HTTP, or it ends before its head does */
    static Answer read(InputStream in, MessageDigest md5) throws IOException {
        String head = head(in);
        if (!head.startsWith("HTTP/")) {
            throw new IOException("the answer is not HTTP; it begins with '"
                    + head.lines().findFirst().orElse("") + "'");
        }
        boolean chunked = header(head, "transfer-encoding")
                .filter(value -> value.toLowerCase(Locale.ROOT).endsWith("chunked"))
                .isPresent();
        long length = chunked ? chunks(in, md5) : plain(in, md5, limit(head));
        return new Answer(head, HexFormat.of().formatHex(md5.digest()), length);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ended = 0; // line ends in a row
        while (ended < 2) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(
                        head.size() == 0 ? "closed without an answer" : "closed before the end of the answer's head");
            }
            head.write(next);
            if (next == '\n') {
                ended++;
            } else if (next != '\r') {
                ended = 0;
            }
            if (head.size() > LONGEST_HEAD) {
                throw new IOException("the answer's head is longer than " + LONGEST_HEAD + " bytes");
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> header(String head, String name) {
        return head.lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static long limit(String head) {
        return header(head, "content-length")
                .filter(value -> value.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(Long.MAX_VALUE);
    }

    private static long plain(InputStream in, MessageDigest md5, long limit) throws IOException {
        byte[] buffer = new byte[16384];
        long done = 0;
        while (done < limit) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, limit - done));
            if (count < 0) {
                break;
            }
            md5.update(buffer, 0, count);
            done += count;
        }
        return done;
    }

    private static long chunks(InputStream in, MessageDigest md5) throws IOException {
        long total = 0;
        while (true) {
            String line = line(in);
            int end = line.indexOf(';');
            String digits = (end < 0 ? line : line.substring(0, end)).strip();
            if (!digits.matches("[0-9a-fA-F]{1,15}")) {
                throw new IOException("a chunk of the answer begins with '" + line + "', which is no length");
            }
            long size = Long.parseLong(digits, 16);
            if (size == 0) {
                return total;
            }
            if (plain(in, md5, size) < size) {
                throw new EOFException("closed in the middle of a chunk");
            }
            total += size;
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > 1000) {
                throw new EOFException("closed between chunks, or a chunk's length has no end");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
