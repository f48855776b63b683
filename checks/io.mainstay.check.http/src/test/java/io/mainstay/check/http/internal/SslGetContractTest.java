// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.testkit.check.BadOption;
import io.mainstay.testkit.check.PeerScript;
import java.time.Duration;
import java.util.List;

class SslGetContractTest extends HttpGetContractTest {

    @Override
    protected String type() {
        return "SSL_GET";
    }

    @Override
    protected PeerScript goodPeer() {
        return TlsPeer.over(super.goodPeer(), false);
    }

    /** A handshake of the JDK's that runs for the first time takes its time. */
    @Override
    protected Duration connectTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected List<BadOption> badOptions() {
        return List.of(
                new BadOption("enable_sni maybe\nurl {\npath /\n}", 1, 12, "one of on, off"),
                new BadOption("sni_name \"\"\nurl {\npath /\n}", 1, 10, "a host name"),
                new BadOption("tls_verify 3\nurl {\npath /\n}", 1, 12, "one of on, off"),
                new BadOption("tls_compliant 3\nurl {\npath /\n}", 1, 15, "one of on, off"),
                new BadOption("ca_file\nurl {\npath /\n}", 1, 1, "needs a value"));
    }
}
