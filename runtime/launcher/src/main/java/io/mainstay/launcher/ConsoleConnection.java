// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A connection to the daemon's console; the client's side of the protocol that the shell bundle specifies at its class
 * {@code Frame}. One thread.
 */
final class ConsoleConnection implements AutoCloseable {
    /** The kernel's limit for a socket's path, less the closing NUL. */
    static final int LONGEST_PATH = 107;

    private static final int HEADER = 5;
    private static final int REQUEST_HEADER = 4;
    private static final byte VERSION = 1;
    private static final int FLAG_JSON = 1;
    private static final int FLAG_LINE = 2;

    private final SocketChannel channel;
    private final PrintStream out;
    private final PrintStream err;

    private ConsoleConnection(SocketChannel channel, PrintStream out, PrintStream err) {
        this.channel = channel;
        this.out = out;
        this.err = err;
    }

    /** @throws IOException nobody can be reached there; the message says what to do */
    static ConsoleConnection open(Path socket, PrintStream out, PrintStream err) throws IOException {
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException("the socket's path " + socket + " has " + length + " bytes, the system's limit is "
                    + LONGEST_PATH + ": choose a shorter --state-dir");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new ConsoleConnection(channel, out, err);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot reach the daemon at " + socket + ": " + why(socket, e), e);
        }
    }

    private static String why(Path socket, IOException e) {
        String problem = String.valueOf(e.getMessage());
        if (problem.contains("ermission")) {
            return "permission denied; run this as the user that started it";
        }
        if (!Files.exists(socket)) {
            return "there is no such socket; is it running? Give --state-dir DIR if it was started with that,"
                    + " or --socket PATH";
        }
        return problem + "; it does not run any more, or is just starting";
    }

    /**
     * Has a command run, and prints what it prints.
     *
     * @param line whether the one word is a line for the shell
     * @return its exit code
     */
    int run(List<String> words, boolean json, boolean line, int columns) throws IOException {
        byte[] text = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.allocate(HEADER + REQUEST_HEADER + text.length);
        request.put((byte) 'R').putInt(REQUEST_HEADER + text.length);
        request.put(VERSION).put((byte) ((json ? FLAG_JSON : 0) | (line ? FLAG_LINE : 0)));
        request.putShort((short) columns).put(text).flip();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        while (true) {
            ByteBuffer header = read(HEADER);
            byte type = header.get();
            ByteBuffer payload = read(header.getInt());
            switch (type) {
                case 'O' -> out.write(payload.array(), 0, payload.limit());
                case 'E' -> {
                    out.flush();
                    err.write(payload.array(), 0, payload.limit());
                }
                case 'X' -> {
                    out.flush();
                    err.flush();
                    return payload.getInt();
                }
                default ->
                    throw new IOException("the daemon answered with something that this release's client does not"
                            + " understand; use the client of the running release");
            }
            if (out.checkError()) {
                return 1; // nobody reads on (a pipe into head): no use in receiving the rest
            }
        }
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the daemon has closed the connection; it is being stopped, or was killed");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
