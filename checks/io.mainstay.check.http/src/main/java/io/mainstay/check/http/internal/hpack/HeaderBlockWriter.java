// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal.hpack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Encodes one header block, without tables or Huffman codes: requests are made once, when a check is configured. */
public final class HeaderBlockWriter {
    private static final int LITERAL_NEVER_INDEXED = 0x10;

    private final ByteArrayOutputStream block = new ByteArrayOutputStream();

    /** @param name in lower case */
    public HeaderBlockWriter add(String name, String value) {
        block.write(LITERAL_NEVER_INDEXED);
        string(name);
        string(value);
        return this;
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int rest = bytes.length;
        if (rest < 0x7f) {
            block.write(rest);
        } else {
            block.write(0x7f);
            for (rest -= 0x7f; rest >= 0x80; rest >>>= 7) {
                block.write(rest & 0x7f | 0x80);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    public byte[] toBytes() {
        return block.toByteArray();
    }
}
