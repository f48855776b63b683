// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Frames of HTTP/2 (RFC 9113 section 4), in pieces of any size.
 *
 * <pre>
 *  0          3      4       5            9
 *  | length   | type | flags | stream     | payload …
 * </pre>
 *
 * <p>Thread-safety: one thread.
 */
final class Http2Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    static final int PRIORITY = 0x20;

    private static final int HEAD = 9;
    /** The most that a peer may send unless it is told otherwise, which it is not. */
    static final int LONGEST = 16_384;

    private byte[] frame = new byte[HEAD];
    private int have;

    /** Takes whole frames. */
    interface Handler {
        /** @param payload of this call only */
        void frame(int type, int flags, int stream, ByteBuffer payload);

        /** Whether no more frames are wanted. */
        boolean finished();
    }

    /** A frame's bytes. */
    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(HEAD + payload.length)
                .put((byte) (payload.length >>> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Reads on; returns a reason when what comes is no frame, else an empty text. */
    String feed(ByteBuffer in, Handler handler) {
        while (in.hasRemaining() && !handler.finished()) {
            int wanted = have < HEAD ? HEAD : HEAD + length();
            int take = Math.min(wanted - have, in.remaining());
            if (frame.length < wanted) {
                frame = Arrays.copyOf(frame, Math.max(wanted, 2 * frame.length));
            }
            in.get(frame, have, take);
            have += take;
            if (have >= HEAD && length() > LONGEST) {
                return "a frame of " + length() + " bytes";
            }
            if (have >= HEAD && have == HEAD + length()) {
                ByteBuffer whole = ByteBuffer.wrap(frame, 0, have);
                have = 0;
                handler.frame(
                        frame[3] & 0xff, frame[4] & 0xff, whole.getInt(5) & Integer.MAX_VALUE, whole.position(HEAD));
            }
        }
        return "";
    }

    private int length() {
        return (frame[0] & 0xff) << 16 | (frame[1] & 0xff) << 8 | frame[2] & 0xff;
    }

    /** The name of a type, for people. */
    static String name(int type) {
        String[] names = {
            "DATA",
            "HEADERS",
            "PRIORITY",
            "RST_STREAM",
            "SETTINGS",
            "PUSH_PROMISE",
            "PING",
            "GOAWAY",
            "WINDOW_UPDATE",
            "CONTINUATION"
        };
        return type < names.length ? names[type] : "frame of type " + type;
    }
}
