// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.platform.netlink.Attributes;

/**
 * Attributes of which a value is made. What is asked for and is not there, or is too short, reads as zero or nothing and is
 * kept as the {@link #problem()}, so that a decoder asks once, at its end. Not thread-safe.
 */
final class Fields {
    private final Attributes in;
    private Decoded.Reason problem;

    private Fields(Attributes in) {
        this.in = in;
        if (in.malformed()) {
            fail(Decoded.Reason.TRUNCATED);
        }
    }

    static Fields of(Attributes message) {
        return new Fields(message);
    }

    /** The attributes within an attribute. */
    static Fields within(Attributes message, int type) {
        Fields inner = new Fields(message.nested(type));
        if (message.malformed()) {
            inner.fail(Decoded.Reason.TRUNCATED);
        } else if (!message.has(type)) {
            inner.fail(Decoded.Reason.MISSING_ATTRIBUTE);
        }
        return inner;
    }

    Fields within(int type) {
        return within(in, type);
    }

    /** The first thing that was wrong; null when nothing was. */
    Decoded.Reason problem() {
        return problem;
    }

    /** Remembers a problem, unless there is one already. */
    void fail(Decoded.Reason reason) {
        if (problem == null) {
            problem = reason;
        }
    }

    /** The value, unless something was wrong. */
    <T> Decoded<T> decoded(T value) {
        return problem != null ? Decoded.bad(problem) : Decoded.good(value);
    }

    boolean has(int type) {
        return in.has(type);
    }

    private boolean holds(int type, int bytes) {
        if (!in.has(type)) {
            fail(Decoded.Reason.MISSING_ATTRIBUTE);
            return false;
        }
        if (in.lengthOf(type) < bytes) {
            fail(Decoded.Reason.SHORT_ATTRIBUTE);
            return false;
        }
        return true;
    }

    int u8(int type) {
        return holds(type, 1) ? in.u8(type, 0) : 0;
    }

    int u16(int type) {
        return holds(type, 2) ? in.u16(type, 0) : 0;
    }

    long u32(int type) {
        return holds(type, 4) ? in.u32(type, 0) & 0xffffffffL : 0;
    }

    long u64(int type) {
        return holds(type, 8) ? in.u64(type, 0) : 0;
    }

    /** A 16-bit number in network byte order. */
    int net16(int type) {
        return holds(type, 2) ? in.net16(type, 0) : 0;
    }

    /** A 32-bit number in network byte order. */
    int net32(int type) {
        return holds(type, 4) ? in.net32(type, 0) : 0;
    }

    /** A number that an int has without a sign. */
    int count(int type) {
        long value = u32(type);
        if (value > Integer.MAX_VALUE) {
            fail(Decoded.Reason.OUT_OF_RANGE);
            return 0;
        }
        return (int) value;
    }

    /** All bytes, at least so many; zeros when they are not there. */
    byte[] bytes(int type, int atLeast) {
        return holds(type, atLeast) ? in.bytes(type) : new byte[atLeast];
    }

    /** Text up to its first zero byte. */
    String text(int type) {
        return holds(type, 0) ? in.string(type) : "";
    }
}
