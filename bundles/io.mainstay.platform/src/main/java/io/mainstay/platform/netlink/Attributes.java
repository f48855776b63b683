// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Netlink attributes, read where they lie. Unknown ones are skipped; of attributes of the same type the last one counts, but
 * {@link #all} gives them all. A cut or senseless length ends the list there: what is before it can be read, and
 * {@link #malformed} says so. Values that are shorter than asked for read as absent. Any bytes are survived.
 *
 * <p>Thread-safety: immutable as long as the bytes are.
 */
public final class Attributes {
    /** No attributes. */
    public static final Attributes EMPTY = new Attributes(new byte[0], 0, 0);

    private static final int HEADER = 4;
    private static final int TYPE_MASK = 0x3fff;

    private final ByteBuffer bytes;
    private final int[] types;
    private final int[] offsets;
    private final int[] lengths;
    private final int count;
    private final boolean malformed;

    public Attributes(byte[] from, int offset, int length) {
        this(ByteBuffer.wrap(from), offset, length);
    }

    /** @param from read by absolute index, its position does not matter; @param offset of the first attribute */
    public Attributes(ByteBuffer from, int offset, int length) {
        bytes = from.duplicate().order(ByteOrder.nativeOrder());
        int[] foundTypes = new int[16];
        int[] foundOffsets = new int[16];
        int[] foundLengths = new int[16];
        int found = 0;
        boolean bad = false;
        int at = offset;
        int end = Math.min(offset + Math.max(0, length), bytes.limit());
        while (end - at >= HEADER) {
            int size = bytes.getShort(at) & 0xffff;
            if (size < HEADER || size > end - at) {
                bad = true;
                break;
            }
            if (found == foundTypes.length) {
                foundTypes = Arrays.copyOf(foundTypes, found * 2);
                foundOffsets = Arrays.copyOf(foundOffsets, found * 2);
                foundLengths = Arrays.copyOf(foundLengths, found * 2);
            }
            foundTypes[found] = bytes.getShort(at + 2) & TYPE_MASK;
            foundOffsets[found] = at + HEADER;
            foundLengths[found] = size - HEADER;
            found++;
            at += (size + 3) & ~3;
        }
        types = foundTypes;
        offsets = foundOffsets;
        lengths = foundLengths;
        count = found;
        malformed = bad || end - at > 0;
    }

    /** Whether the list ended before its bytes did. */
    public boolean malformed() {
        return malformed;
    }

    /** How many attributes there are. */
    public int size() {
        return count;
    }

    /** Type of the attribute at a place in the list. */
    public int type(int place) {
        return types[place];
    }

    /** Content of the attribute at a place in the list. */
    public byte[] value(int place) {
        byte[] value = new byte[lengths[place]];
        bytes.get(offsets[place], value);
        return value;
    }

    /** Bytes of the attribute's content; 0 when there is none. */
    public int lengthOf(int type) {
        int place = find(type, 0);
        return place < 0 ? 0 : lengths[place];
    }

    public boolean has(int type) {
        return find(type, 0) >= 0;
    }

    /** @param absent what to return when there is none, or it is too short; likewise below */
    public int u8(int type, int absent) {
        int place = find(type, 1);
        return place < 0 ? absent : bytes.get(offsets[place]) & 0xff;
    }

    public int u16(int type, int absent) {
        int place = find(type, 2);
        return place < 0 ? absent : bytes.getShort(offsets[place]) & 0xffff;
    }

    /** The 32 bits as they are. */
    public int u32(int type, int absent) {
        int place = find(type, 4);
        return place < 0 ? absent : bytes.getInt(offsets[place]);
    }

    public long u64(int type, long absent) {
        int place = find(type, 8);
        return place < 0 ? absent : bytes.getLong(offsets[place]);
    }

    /** 16 bits in network byte order. */
    public int net16(int type, int absent) {
        int place = find(type, 2);
        return place < 0 ? absent : (bytes.get(offsets[place]) & 0xff) << 8 | bytes.get(offsets[place] + 1) & 0xff;
    }

    /** 32 bits in network byte order. */
    public int net32(int type, int absent) {
        int place = find(type, 4);
        if (place < 0) {
            return absent;
        }
        int value = bytes.getInt(offsets[place]);
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    /** Null when there is none. */
    public byte[] bytes(int type) {
        int place = find(type, 0);
        return place < 0 ? null : value(place);
    }

    /** UTF-8 up to the first zero; empty when there is none. */
    public String string(int type) {
        int place = find(type, 0);
        if (place < 0) {
            return "";
        }
        byte[] value = value(place);
        int end = 0;
        while (end < value.length && value[end] != 0) {
            end++;
        }
        return new String(value, 0, end, StandardCharsets.UTF_8);
    }

    /** Attributes within an attribute; empty when there is none. */
    public Attributes nested(int type) {
        int place = find(type, 0);
        return place < 0 ? EMPTY : nestedAt(place);
    }

    /** Attributes within the attribute at a place in the list. */
    public Attributes nestedAt(int place) {
        return new Attributes(bytes, offsets[place], lengths[place]);
    }

    /** The attributes within each of the attributes of a type (or, for arrays, of any type: -1). */
    public List<Attributes> all(int type) {
        List<Attributes> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (type < 0 || types[i] == type) {
                all.add(nestedAt(i));
            }
        }
        return all;
    }

    private int find(int type, int atLeast) {
        for (int i = count - 1; i >= 0; i--) {
            if (types[i] == type) {
                return lengths[i] >= atLeast ? i : -1;
            }
        }
        return -1;
    }
}
