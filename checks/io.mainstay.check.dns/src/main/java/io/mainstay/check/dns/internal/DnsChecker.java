// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.ClientConnector;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks one question; over TCP when UDP has no room for the answer. Thread-safety: immutable. */
final class DnsChecker implements AsyncChecker {
    /** Beyond the time-outs of the steps, which decide unless a lane is late. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final ClientConnector connector;
    private final DnsOptions options;

    DnsChecker(ClientConnector connector, DnsOptions options) {
        this.connector = connector;
        this.options = options;
    }

    @Override
    public String describe() {
        String question = options.questionText();
        return "DNS " + options.network().remoteText() + " "
                + (question.length() <= 60 ? question : question.substring(0, 60) + "…");
    }

    @Override
    public Duration timeLimit() {
        int steps = options.tcpOnly() ? 2 : options.tcpFallback() ? 3 : 1;
        return options.network().connectTimeout().multipliedBy(steps).plus(SLACK);
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        if (options.tcpOnly()) {
            return overTcp(context);
        }
        DnsExchange exchange = new DnsExchange(options, context.transcript(), false);
        CompletionStage<ProbeResult> overUdp = connector.exchange(context, options.network(), exchange);
        if (!options.tcpFallback()) {
            return overUdp;
        }
        return overUdp.thenCompose(result -> exchange.truncated() && !context.cancelled()
                ? overTcp(context)
                : CompletableFuture.completedFuture(result));
    }

    private CompletionStage<ProbeResult> overTcp(ProbeContext context) {
        return connector.converse(context, options.network(), new DnsExchange(options, context.transcript(), true));
    }
}
