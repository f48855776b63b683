// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.check.http.internal.hpack.HeaderBlockReader;
import io.mainstay.check.http.internal.hpack.HeaderBlockWriter;
import io.mainstay.testkit.check.PeerScript;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP/2 server that reads one request and answers with the frames that it was given. */
final class Http2Peer implements PeerScript {
    static final byte[] SETTINGS = Http2Frames.frame(Http2Frames.SETTINGS, 0, 0, new byte[0]);
    private static final int PREFACE = 24;

    private final byte[][] frames;
    private final List<String> request = new CopyOnWriteArrayList<>();
    private volatile String body = "";

    Http2Peer(byte[]... frames) {
        this.frames = frames;
    }

    /** A good answer with this body. */
    static Http2Peer answering(int status, String body) {
        return new Http2Peer(SETTINGS, headers(false, ":status", "" + status), data(true, body));
    }

    static byte[] headers(boolean end, String... fields) {
        return Http2Frames.frame(
                Http2Frames.HEADERS, Http2Frames.END_HEADERS | (end ? Http2Frames.END_STREAM : 0), 1, block(fields));
    }

    static byte[] block(String... fields) {
        HeaderBlockWriter block = new HeaderBlockWriter();
        for (int i = 0; i < fields.length; i += 2) {
            block.add(fields[i], fields[i + 1]);
        }
        return block.toBytes();
    }

    static byte[] data(boolean end, String text) {
        return Http2Frames.frame(
                Http2Frames.DATA, end ? Http2Frames.END_STREAM : 0, 1, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The fields of the request, as {@code name: value}. */
    List<String> request() {
        return request;
    }

    String body() {
        return body;
    }

    @Override
    public void serve(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readNBytes(PREFACE);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (boolean end = false; !end; ) {
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == Http2Frames.HEADERS) {
                List<String> fields = new ArrayList<>();
                try {
                    new HeaderBlockReader().read(payload, (name, value) -> fields.add(name + ": " + value));
                } catch (HeaderBlockReader.Malformed e) {
                    throw new IOException(e);
                }
                request.addAll(fields);
            } else if (type == Http2Frames.DATA) {
                content.writeBytes(payload);
            }
            end = (type == Http2Frames.HEADERS || type == Http2Frames.DATA) && (flags & Http2Frames.END_STREAM) != 0;
        }
        body = content.toString(StandardCharsets.UTF_8);
        for (byte[] frame : frames) {
            socket.getOutputStream().write(frame);
        }
        while (in.read() >= 0) {
            // until the other side goes
        }
    }
}
