// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes netlink attributes: length, type, value, padding to four bytes, in the host's byte order. Grows as needed.
 *
 * <pre>
 *  0      2      4              length   aligned to 4
 *  +------+------+--------------+--------+
 *  | len  | type | value …      | 0 …    |
 *  +------+------+--------------+--------+
 * </pre>
 *
 * <p>Thread-safety: one thread.
 */
public final class AttributeWriter {
    /** Set in the type of an attribute that contains attributes. */
    public static final int NESTED = 0x8000;

    private static final int HEADER = 4;

    private ByteBuffer buffer;

    public AttributeWriter() {
        this(ByteBuffer.allocate(256));
    }

    /** Continues behind what is in {@code start}, at its position. */
    public AttributeWriter(ByteBuffer start) {
        buffer = start.order(ByteOrder.nativeOrder());
    }

    public AttributeWriter u8(int type, int value) {
        begin(type, 1).put((byte) value);
        return pad();
    }

    public AttributeWriter u16(int type, int value) {
        begin(type, 2).putShort((short) value);
        return pad();
    }

    public AttributeWriter u32(int type, int value) {
        begin(type, 4).putInt(value);
        return pad();
    }

    public AttributeWriter u64(int type, long value) {
        begin(type, 8).putLong(value);
        return pad();
    }

    /** 16 bits in network byte order (ports). */
    public AttributeWriter net16(int type, int value) {
        begin(type, 2).put((byte) (value >>> 8)).put((byte) value);
        return pad();
    }

    /** 32 bits in network byte order. */
    public AttributeWriter net32(int type, int value) {
        begin(type, 4).putInt(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
        return pad();
    }

    public AttributeWriter bytes(int type, byte[] value) {
        begin(type, value.length).put(value);
        return pad();
    }

    /** UTF-8 with the final zero that most families want. */
    public AttributeWriter string(int type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        begin(type, bytes.length + 1).put(bytes).put((byte) 0);
        return pad();
    }

    /** An attribute that is there or not. */
    public AttributeWriter flag(int type) {
        begin(type, 0);
        return this;
    }

    /** Attributes within an attribute, with {@link #NESTED} set. */
    public AttributeWriter nest(int type, Consumer<AttributeWriter> content) {
        return container(type | NESTED, content);
    }

    /** As {@link #nest} without the bit, for families that do not know it. */
    public AttributeWriter container(int type, Consumer<AttributeWriter> content) {
        int start = buffer.position();
        begin(type, 0);
        content.accept(this);
        int length = buffer.position() - start;
        if (length > 0xffff) {
            throw new IllegalStateException(
                    "attribute " + (type & ~NESTED) + " has " + length + " bytes: at most 65535");
        }
        buffer.putShort(start, (short) length);
        return pad();
    }

    /** Bytes as they are, padded to four: headers before the attributes. */
    public AttributeWriter raw(byte[] bytes) {
        room(bytes.length);
        buffer.put(bytes);
        return pad();
    }

    public int length() {
        return buffer.position();
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    private ByteBuffer begin(int type, int length) {
        if (length + HEADER > 0xffff) {
            throw new IllegalArgumentException("attribute " + type + " has " + length + " bytes: at most 65531");
        }
        room(HEADER + length);
        return buffer.putShort((short) (HEADER + length)).putShort((short) type);
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes + 4) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes + 64))
                    .order(ByteOrder.nativeOrder());
            larger.put(buffer.flip());
            buffer = larger;
        }
    }

    private AttributeWriter pad() {
        room(4);
        while ((buffer.position() & 3) != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }
}
