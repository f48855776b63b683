// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks through the messages of a datagram, where they lie. Allocates nothing while it walks.
 *
 * <pre>
 *  0          4      6       8          12         16
 *  +----------+------+-------+----------+----------+-----------
 *  | length   | type | flags | sequence | port     | payload …
 *  +----------+------+-------+----------+----------+-----------
 * </pre>
 */
public final class NetlinkReader {
    public static final int HEADER = 16;
    public static final int NOOP = 1;
    public static final int ERROR = 2;
    public static final int DONE = 3;
    public static final int OVERRUN = 4;

    public static final int F_REQUEST = 1;
    public static final int F_MULTI = 2;
    public static final int F_ACK = 4;
    public static final int F_DUMP_INTR = 0x10;
    public static final int F_DUMP = 0x300;
    public static final int F_REPLACE = 0x100;
    public static final int F_EXCL = 0x200;
    public static final int F_CREATE = 0x400;
    public static final int F_APPEND = 0x800;

    private final ByteBuffer bytes;
    private int at;
    private int next;
    private int end;
    private int length;

    /** @param bytes read by absolute index */
    public NetlinkReader(ByteBuffer bytes) {
        this.bytes = bytes.duplicate().order(ByteOrder.nativeOrder());
    }

    /** Starts with the datagram in the first {@code size} bytes. */
    public NetlinkReader begin(int size) {
        next = 0;
        end = Math.min(size, bytes.capacity());
        bytes.limit(end);
        return this;
    }

    /** The next message; false at the end, and before one that is cut. */
    public boolean next() {
        if (end - next < HEADER) {
            return false;
        }
        int size = bytes.getInt(next);
        if (size < HEADER || size > end - next) {
            next = end;
            return false;
        }
        at = next;
        length = size;
        next += Math.min((size + 3) & ~3, end - next);
        return true;
    }

    public int type() {
        return bytes.getShort(at + 4) & 0xffff;
    }

    public int flags() {
        return bytes.getShort(at + 6) & 0xffff;
    }

    public int sequence() {
        return bytes.getInt(at + 8);
    }

    public int port() {
        return bytes.getInt(at + 12);
    }

    /** The datagram, for the codecs. */
    public ByteBuffer bytes() {
        return bytes;
    }

    public int payload() {
        return at + HEADER;
    }

    public int payloadLength() {
        return length - HEADER;
    }

    /** Of an ERROR message or a DONE that carries one: positive, 0 for an acknowledgement. */
    public int errno() {
        return payloadLength() < 4 ? 0 : -bytes.getInt(payload());
    }
}
