// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal.hpack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Decodes header blocks of one connection (RFC 7541 section 6).
 *
 * <pre>
 *   1 index(7)                 a field of the tables
 *   01 index(6) [name] value   a field, added to the dynamic table
 *   001 size(5)                a new size of the dynamic table
 *   0001 index(4) [name] value a field that is never added
 *   0000 index(4) [name] value a field that is not added
 * </pre>
 *
 * <p>Bad input is an exception of this class's own, with a reason. Thread-safety: one thread.
 */
public final class HeaderBlockReader {
    /** What a server may use before it is told otherwise, which it is not. */
    private static final int TABLE_SIZE = 4096;

    private static final int ENTRY_OVERHEAD = 32;

    private final List<String[]> dynamic = new ArrayList<>();
    private int dynamicSize;
    private int dynamicLimit = TABLE_SIZE;
    private byte[] block;
    private int at;

    /** Not a header block. */
    public static final class Malformed extends Exception {
        Malformed(String reason) {
            super(reason);
        }
    }

    /** Reads one whole block; {@code field} gets each name and value, in order. */
    public void read(byte[] bytes, BiConsumer<String, String> field) throws Malformed {
        block = bytes;
        at = 0;
        while (at < block.length) {
            int first = block[at];
            if ((first & 0x80) != 0) {
                String[] known = entry(integer(7));
                field.accept(known[0], known[1]);
            } else if ((first & 0xe0) == 0x20) {
                resize(integer(5));
            } else {
                boolean adds = (first & 0xc0) == 0x40;
                int index = integer(adds ? 6 : 4);
                String name = index == 0 ? string() : entry(index)[0];
                String value = string();
                if (adds) {
                    add(name, value);
                }
                field.accept(name, value);
            }
        }
    }

    private String[] entry(int index) throws Malformed {
        if (index >= 1 && index <= StaticTable.size()) {
            return StaticTable.entry(index);
        }
        int beyond = index - StaticTable.size() - 1;
        if (index < 1 || beyond >= dynamic.size()) {
            throw new Malformed("a header of no table, number " + index);
        }
        return dynamic.get(dynamic.size() - 1 - beyond);
    }

    private void add(String name, String value) {
        dynamic.add(new String[] {name, value});
        dynamicSize += name.length() + value.length() + ENTRY_OVERHEAD;
        evict();
    }

    private void resize(int limit) throws Malformed {
        if (limit > TABLE_SIZE) {
            throw new Malformed("a table of " + limit + " bytes, allowed are " + TABLE_SIZE);
        }
        dynamicLimit = limit;
        evict();
    }

    private void evict() {
        while (dynamicSize > dynamicLimit) {
            String[] oldest = dynamic.remove(0);
            dynamicSize -= oldest[0].length() + oldest[1].length() + ENTRY_OVERHEAD;
        }
    }

    /** Section 5.1, with the first bits in the byte at the position. */
    private int integer(int bits) throws Malformed {
        int most = (1 << bits) - 1;
        int value = next() & most;
        if (value < most) {
            return value;
        }
        for (int shift = 0; shift <= 21; shift += 7) {
            int more = next();
            value += (more & 0x7f) << shift;
            if ((more & 0x80) == 0) {
                return value;
            }
        }
        throw new Malformed("a number of too many digits");
    }

    private int next() throws Malformed {
        if (at >= block.length) {
            throw new Malformed("the block ends within a header");
        }
        return block[at++];
    }

    private String string() throws Malformed {
        if (at >= block.length) {
            throw new Malformed("the block ends within a header");
        }
        boolean huffman = (block[at] & 0x80) != 0;
        int length = integer(7);
        if (length > block.length - at) {
            throw new Malformed("the block ends within a header");
        }
        int from = at;
        at += length;
        if (!huffman) {
            return new String(block, from, length, StandardCharsets.ISO_8859_1);
        }
        byte[] decoded = Huffman.decode(block, from, length);
        if (decoded == null) {
            throw new Malformed("a wrong Huffman code");
        }
        return new String(decoded, StandardCharsets.ISO_8859_1);
    }
}
