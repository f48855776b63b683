// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.ping.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.ClientConnector;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Sends one echo request per probe. Thread-safety: immutable. */
final class PingChecker implements AsyncChecker {
    /** Beyond {@code connect_timeout}, which decides unless the lane is late. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final ClientConnector connector;
    private final PingOptions options;

    PingChecker(ClientConnector connector, PingOptions options) {
        this.connector = connector;
        this.options = options;
    }

    @Override
    public String describe() {
        return "PING " + options.network().remoteText();
    }

    @Override
    public Duration timeLimit() {
        return options.network().connectTimeout().plus(SLACK);
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        return connector.echo(context, options.network(), new PingExchange(options.data(), context.transcript()));
    }
}
