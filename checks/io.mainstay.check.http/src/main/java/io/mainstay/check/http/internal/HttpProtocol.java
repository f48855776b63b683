// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.nio.charset.StandardCharsets;

/** How a request is worded: {@code http_protocol}. */
enum HttpProtocol {
    V1_0("HTTP/1.0", false),
    /** 1.0 that asks for the connection to be closed, for servers that keep it open without being asked. */
    V1_0_CLOSE("HTTP/1.0", true),
    V1_1("HTTP/1.1", true);

    private final String version;
    private final boolean close;

    HttpProtocol(String version, boolean close) {
        this.version = version;
        this.close = close;
    }

    /** All bytes of the request (spec 3.4). */
    byte[] request(String path, String host) {
        String text = "GET " + path + " " + version + "\r\n"
                + "User-Agent: KeepAliveClient\r\n"
                + (close ? "Connection: close\r\n" : "")
                + "Host: " + host + "\r\n\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
