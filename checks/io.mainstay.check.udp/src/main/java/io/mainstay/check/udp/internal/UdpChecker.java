// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.ClientConnector;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Sends one datagram per probe. Thread-safety: immutable. */
final class UdpChecker implements AsyncChecker {
    /** Beyond {@code connect_timeout}, which decides unless the lane is late: silence must not become an overrun. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final ClientConnector connector;
    private final UdpOptions options;

    UdpChecker(ClientConnector connector, UdpOptions options) {
        this.connector = connector;
        this.options = options;
    }

    @Override
    public String describe() {
        return "UDP " + options.network().remoteText();
    }

    @Override
    public Duration timeLimit() {
        return options.network().connectTimeout().plus(SLACK);
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        return connector.exchange(context, options.network(), new UdpExchange(options, context.transcript()));
    }
}
