// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.check.http.internal.hpack.HeaderBlockWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * One request. Thread-safety: immutable; nobody changes the array.
 *
 * @param method such as GET
 * @param path with the query
 * @param host for {@code Host:}
 * @param headers further ones, in order
 * @param body what is sent; null for none
 */
record HttpRequest(String method, String path, String host, List<Header> headers, byte[] body) {
    private static final String USER_AGENT = "KeepAliveClient";

    /**
     * A header.
     *
     * @param name as the operator wrote it
     * @param value without line ends
     */
    record Header(String name, String value) {}

    boolean isHead() {
        return method.equals("HEAD");
    }

    private boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    /** All bytes of the request in HTTP/1.x (spec 3.4). */
    byte[] bytes(HttpProtocol protocol) {
        StringBuilder head = new StringBuilder(method + " " + path + " " + protocol.version + "\r\n");
        if (!has("User-Agent")) {
            head.append("User-Agent: " + USER_AGENT + "\r\n");
        }
        if (protocol.close) {
            head.append("Connection: close\r\n");
        }
        head.append("Host: ").append(host).append("\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        if (body != null) {
            all.writeBytes(body);
        }
        return all.toByteArray();
    }

    /**
     * All bytes from the connection's first one, in HTTP/2 (RFC 9113 section 3.4): preface, settings, a window that needs no
     * tending, and the request on stream 1. The body fits into one frame: the options see to that.
     */
    byte[] bytesOfHttp2(boolean tls) {
        HeaderBlockWriter block = new HeaderBlockWriter()
                .add(":method", method)
                .add(":scheme", tls ? "https" : "http")
                .add(":authority", host)
                .add(":path", path);
        if (!has("User-Agent")) {
            block.add("user-agent", USER_AGENT);
        }
        headers.forEach(header -> block.add(header.name().toLowerCase(Locale.ROOT), header.value()));
        if (body != null) {
            block.add("content-length", Integer.toString(body.length));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] settings = ByteBuffer.allocate(12)
                .putShort((short) 2) // ENABLE_PUSH
                .putInt(0)
                .putShort((short) 4) // INITIAL_WINDOW_SIZE
                .putInt(Integer.MAX_VALUE)
                .array();
        all.writeBytes(Http2Frames.frame(Http2Frames.SETTINGS, 0, 0, settings));
        byte[] window =
                ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE - 65_535).array();
        all.writeBytes(Http2Frames.frame(Http2Frames.WINDOW_UPDATE, 0, 0, window));
        int end = body == null ? Http2Frames.END_STREAM : 0;
        all.writeBytes(Http2Frames.frame(Http2Frames.HEADERS, Http2Frames.END_HEADERS | end, 1, block.toBytes()));
        if (body != null) {
            all.writeBytes(Http2Frames.frame(Http2Frames.DATA, Http2Frames.END_STREAM, 1, body));
        }
        return all.toByteArray();
    }
}
