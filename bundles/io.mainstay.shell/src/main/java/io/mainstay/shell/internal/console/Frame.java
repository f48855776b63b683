// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.console;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One message of the console protocol, in either direction; integers are big-endian.
 *
 * <pre>
 *  0      1                    5
 *  +------+--------------------+------------------ - -
 *  | type | length of payload  | payload
 *  +------+--------------------+------------------ - -
 *
 *  client to server                                     payload
 *   'R'  run a command             0: version (1)   1: flags (1 = JSON wanted, 2 = the one word is a shell line)
 *                                  2: columns of the terminal, 16 bits, 0 for none   4: words, UTF-8, NUL between them
 *   'C'  interrupt what is running empty
 *
 *  server to client
 *   'O'  output                    bytes
 *   'E'  error output              bytes
 *   'X'  the command has ended     exit code, 32 bits
 * </pre>
 *
 * A client may send the next request once it has the {@code 'X'} of the one before.
 *
 * @param type see above
 * @param payload not to be changed
 */
public record Frame(byte type, byte[] payload) {
    static final byte RUN = 'R';
    static final byte CANCEL = 'C';
    static final byte OUTPUT = 'O';
    static final byte ERROR = 'E';
    static final byte EXIT = 'X';

    static final int HEADER = 5;
    static final int REQUEST_HEADER = 4;
    static final int VERSION = 1;
    static final int FLAG_JSON = 1;
    static final int FLAG_LINE = 2;

    /** Longest payload that is taken from a client. */
    static final int LIMIT = 64 * 1024;

    /**
     * What a client asks for.
     *
     * @param json whether JSON is wanted
     * @param line whether the only word is a line for the shell
     * @param width columns of the terminal, 0 for none
     * @param words the command and what follows it
     */
    public record Request(boolean json, boolean line, int width, List<String> words) {
        public Request {
            words = List.copyOf(words);
        }
    }

    /** A frame cannot be understood; the message says why. */
    static final class BadFrame extends IOException {
        private static final long serialVersionUID = 1;

        BadFrame(String message) {
            super(message);
        }
    }

    static Frame exit(int code) {
        return new Frame(EXIT, ByteBuffer.allocate(4).putInt(code).array());
    }

    /** Reads the payload of an {@code 'R'}. */
    Request request() throws BadFrame {
        if (payload.length < REQUEST_HEADER) {
            throw new BadFrame("request of " + payload.length + " bytes, expected at least " + REQUEST_HEADER);
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        int version = bytes.get();
        if (version != VERSION) {
            throw new BadFrame("protocol version " + version + ", expected " + VERSION
                    + ": use the client of the running release");
        }
        int flags = bytes.get();
        int width = Short.toUnsignedInt(bytes.getShort());
        String words = new String(payload, REQUEST_HEADER, payload.length - REQUEST_HEADER, StandardCharsets.UTF_8);
        return new Request(
                (flags & FLAG_JSON) != 0,
                (flags & FLAG_LINE) != 0,
                width,
                words.isEmpty() ? List.of() : List.of(words.split("\0", -1)));
    }

    /**
     * Reads one frame, waiting for it.
     *
     * @param begun told when the first byte has come
     * @return empty when the peer has closed between two frames
     */
    static Optional<Frame> read(ByteChannel channel, Runnable begun) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (channel.read(header) < 0) {
            return Optional.empty();
        }
        begun.run();
        fill(channel, header);
        byte type = header.get();
        int length = header.getInt();
        if (length < 0 || length > LIMIT) {
            throw new BadFrame("frame of " + Integer.toUnsignedString(length) + " bytes, the limit is " + LIMIT);
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        fill(channel, payload);
        return Optional.of(new Frame(type, payload.array()));
    }

    private static void fill(ByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("closed within a frame");
            }
        }
        buffer.flip();
    }

    /** The frame as it is sent. */
    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + payload.length);
        return bytes.put(type).putInt(payload.length).put(payload).flip();
    }
}
