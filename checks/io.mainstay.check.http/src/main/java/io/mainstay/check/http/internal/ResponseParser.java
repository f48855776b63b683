// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Understands one HTTP/1.x response, in pieces of any size.
 *
 * <pre>
 *   status-line  HTTP/1.1 SP 200 SP reason CRLF      a lone LF ends a line, too
 *   header       name ":" value CRLF                 only Content-Length and Transfer-Encoding are looked at
 *   empty line
 *   body         by Content-Length | chunked (RFC 9112 section 7.1) | until the peer closes | none (1xx 204 304)
 * </pre>
 *
 * <p>Interim responses (1xx) are skipped unless the caller takes them for final. Bad input is a state with a reason, never an
 * exception. No socket, no clock. Thread-safety: one thread.
 */
final class ResponseParser {
    /** Head, chunk lines and trailers: everything that is not body. */
    static final int HEAD_LIMIT = 64 * 1024;

    private static final long UNKNOWN = -1;

    /** Where the parser stands. */
    enum Progress {
        /** More bytes are needed. */
        INCOMPLETE,
        COMPLETE,
        /** Not HTTP; see {@link #problem}. */
        BAD
    }

    /** Takes the decoded body, and header lines if it wants them. */
    interface Body {
        /** A header of the response, or of an interim one. */
        default void header(HeadLine line) {}

        /** @param bytes to be read to their limit */
        void append(ByteBuffer bytes);
    }

    private enum State {
        STATUS_LINE,
        HEADER,
        LENGTH_BODY,
        OPEN_BODY,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILER,
        COMPLETE,
        BAD
    }

    private final IntPredicate finalStatus;
    private final boolean toHead;
    private final Body body;
    private final HeadLine line = new HeadLine();
    private State state = State.STATUS_LINE;
    private int headBytes;
    private int status;
    private long contentLength = UNKNOWN;
    private long remaining;
    private long bodyBytes;
    private long missing;
    private long surplus;
    private boolean chunked;
    private boolean cut;
    private String problem = "";

    /**
     * @param finalStatus tells of a 1xx status whether it is the answer that is waited for
     * @param body gets the body, decoded
     */
    ResponseParser(IntPredicate finalStatus, Body body) {
        this(finalStatus, false, body);
    }

    /**
     * @param finalStatus tells of a 1xx status whether it is the answer that is waited for
     * @param toHead whether this is the response to a HEAD request: it has no body, whatever its length
     * @param body gets the body, decoded
     */
    ResponseParser(IntPredicate finalStatus, boolean toHead, Body body) {
        this.finalStatus = finalStatus;
        this.toHead = toHead;
        this.body = body;
    }

    /** Reads on. After {@link Progress#COMPLETE} or {@link Progress#BAD} further bytes are of no consequence. */
    Progress feed(ByteBuffer in) {
        while (in.hasRemaining() && state != State.BAD) {
            switch (state) {
                case LENGTH_BODY, CHUNK_DATA -> counted(in);
                case OPEN_BODY -> append(in, in.remaining());
                case COMPLETE -> {
                    surplus += in.remaining();
                    in.position(in.limit());
                }
                default -> lines(in);
            }
        }
        if (state == State.STATUS_LINE && !line.mayBeStatus()) {
            bad("not an HTTP status line: " + line.printable());
        }
        return progress();
    }

    /** The peer has closed. Incomplete means that it did so before its head was complete. */
    Progress end() {
        switch (state) {
            case OPEN_BODY -> state = State.COMPLETE;
            case LENGTH_BODY -> {
                missing = remaining;
                state = State.COMPLETE;
            }
            case CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILER -> {
                cut = true;
                state = State.COMPLETE;
            }
            default -> {
                // the head is not there, or all is said already
            }
        }
        return progress();
    }

    private Progress progress() {
        return switch (state) {
            case COMPLETE -> Progress.COMPLETE;
            case BAD -> Progress.BAD;
            default -> Progress.INCOMPLETE;
        };
    }

    // ---- body -------------------------------------------------------------------------------------------------

    private void counted(ByteBuffer in) {
        int take = (int) Math.min(remaining, in.remaining());
        remaining -= take;
        append(in, take);
        if (remaining == 0) {
            state = state == State.CHUNK_DATA ? State.CHUNK_END : State.COMPLETE;
        }
    }

    private void append(ByteBuffer in, int count) {
        int limit = in.limit();
        int end = in.position() + count;
        in.limit(end);
        body.append(in);
        in.limit(limit).position(end);
        bodyBytes += count;
    }

    // ---- lines ------------------------------------------------------------------------------------------------

    private void lines(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (++headBytes > HEAD_LIMIT) {
                bad("more than " + HEAD_LIMIT / 1024 + " KiB of head");
                return;
            }
            if (b != '\n') {
                line.append(b);
                continue;
            }
            line.end();
            line();
            line.clear();
            if (state != State.HEADER && state != State.TRAILER && state != State.CHUNK_SIZE) {
                return;
            }
        }
    }

    private void line() {
        switch (state) {
            case STATUS_LINE -> statusLine();
            case HEADER -> {
                if (line.isEmpty()) {
                    headEnds();
                } else {
                    header();
                    body.header(line);
                }
            }
            case CHUNK_SIZE -> chunkSize();
            case CHUNK_END -> {
                if (!line.isEmpty()) {
                    bad("a chunk is longer than it says");
                } else {
                    state = State.CHUNK_SIZE;
                    headBytes = 0;
                }
            }
            case TRAILER -> {
                if (line.isEmpty()) {
                    state = State.COMPLETE;
                }
            }
            default -> throw new IllegalStateException(state.name());
        }
    }

    private void statusLine() {
        status = line.status();
        if (status == 0) {
            bad("not an HTTP status line: " + line.printable());
            return;
        }
        contentLength = UNKNOWN;
        chunked = false;
        state = State.HEADER;
    }

    private void header() {
        if (line.isHeader("content-length")) {
            contentLength();
        } else if (line.isHeader("transfer-encoding")) {
            String codings = line.value().toLowerCase(Locale.ROOT);
            chunked = codings.equals("chunked") || codings.endsWith(",chunked") || codings.endsWith(" chunked");
        }
    }

    private void contentLength() {
        long length = HeadLine.number(line.value());
        if (length < 0) {
            bad("Content-Length is not a number: " + line.printable());
        } else if (contentLength != UNKNOWN && contentLength != length) {
            bad("two different Content-Lengths: " + contentLength + " and " + length);
        } else {
            contentLength = length;
        }
    }

    private void headEnds() {
        boolean interim = status >= 100 && status < 200 && status != 101 && !finalStatus.test(status);
        if (interim) {
            state = State.STATUS_LINE;
        } else if (toHead || status < 200 || status == 204 || status == 304) {
            state = State.COMPLETE;
        } else if (chunked) {
            state = State.CHUNK_SIZE;
            headBytes = 0;
        } else if (contentLength == 0) {
            state = State.COMPLETE;
        } else if (contentLength > 0) {
            remaining = contentLength;
            state = State.LENGTH_BODY;
        } else {
            state = State.OPEN_BODY;
        }
    }

    private void chunkSize() {
        long size = line.chunkSize();
        if (size < 0) {
            bad("not a chunk's size: " + line.printable());
        } else if (size == 0) {
            state = State.TRAILER;
        } else {
            remaining = size;
            state = State.CHUNK_DATA;
        }
    }

    private void bad(String reason) {
        problem = reason;
        state = State.BAD;
    }

    // ---- what was seen ------------------------------------------------------------------------------------------

    /** The final status; 0 before it is known. */
    int status() {
        return status;
    }

    /** Bytes of decoded body so far. */
    long bodyBytes() {
        return bodyBytes;
    }

    /** How many bytes the body is shorter than its Content-Length. */
    long missing() {
        return missing;
    }

    /** How many bytes came after the end of the response. */
    long surplus() {
        return surplus;
    }

    /** Whether the body was chunked. */
    boolean chunked() {
        return chunked;
    }

    /** Whether the peer closed before the last chunk. */
    boolean cut() {
        return cut;
    }

    /** Why it is bad. */
    String problem() {
        return problem;
    }
}
