// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

/** How a request is worded: {@code http_protocol}. */
enum HttpProtocol {
    V1_0("HTTP/1.0", false),
    /** 1.0 that asks for the connection to be closed, for servers that keep it open without being asked. */
    V1_0_CLOSE("HTTP/1.0", true),
    V1_1("HTTP/1.1", true),
    /** Over TLS by ALPN, else at once ("prior knowledge"). */
    V2("HTTP/2", false);

    final String version;
    final boolean close;

    HttpProtocol(String version, boolean close) {
        this.version = version;
        this.close = close;
    }
}
