// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.vm;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Commands of the console without a client process, whose start would take seconds inside the virtual machine. */
public record GuestConsole(Path socket) {
    private static final int HEADER = 5;
    private static final byte VERSION = 1;

    /** What a command printed, both outputs. Fails when the command does. */
    public String run(String... words) {
        return run(false, words);
    }

    /** The same as JSON. */
    public String json(String... words) {
        return run(true, words);
    }

    private String run(boolean json, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit;
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            byte[] text = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
            ByteBuffer request = ByteBuffer.allocate(HEADER + 4 + text.length);
            request.put((byte) 'R').putInt(4 + text.length);
            request.put(VERSION)
                    .put((byte) (json ? 1 : 0))
                    .putShort((short) 200)
                    .put(text)
                    .flip();
            while (request.hasRemaining()) {
                channel.write(request);
            }
            while (true) {
                ByteBuffer header = read(channel, HEADER);
                byte type = header.get();
                ByteBuffer payload = read(channel, header.getInt());
                if (type == 'X') {
                    exit = payload.getInt();
                    break;
                }
                out.write(payload.array(), 0, payload.limit());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String said = out.toString(StandardCharsets.UTF_8);
        if (exit != 0) {
            throw new AssertionError(String.join(" ", words) + " ended with " + exit + ": " + said);
        }
        return said;
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the console has closed the connection");
            }
        }
        return bytes.flip();
    }
}
