// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.ClientConnector;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.NetworkOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks for one URL per probe, each on a connection of its own. Thread-safety: immutable. */
final class HttpChecker implements AsyncChecker {
    private static final int SHOWN_PATH = 60;

    private final ClientConnector connector;
    private final NetworkOptions network;
    private final List<UrlCheck> urls;
    private final boolean fastRecovery;
    private final Duration timeLimit;

    HttpChecker(
            ClientConnector connector,
            NetworkOptions network,
            List<UrlCheck> urls,
            boolean fastRecovery,
            Duration timeLimit) {
        this.connector = connector;
        this.network = network;
        this.urls = List.copyOf(urls);
        this.fastRecovery = fastRecovery;
        this.timeLimit = timeLimit;
    }

    @Override
    public String describe() {
        UrlCheck first = urls.get(0);
        String path = first.path();
        return (first.tls().isPresent() ? "HTTPS " : "HTTP ")
                + network.remoteText()
                + (path.length() <= SHOWN_PATH ? path : path.substring(0, SHOWN_PATH) + "…")
                + (urls.size() > 1 ? " and " + (urls.size() - 1) + " more" : "");
    }

    @Override
    public Duration timeLimit() {
        return timeLimit;
    }

    @Override
    public int steps() {
        return urls.size();
    }

    @Override
    public boolean fastRecovery() {
        return fastRecovery;
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        UrlCheck url = urls.get(context.step());
        Conversation exchange = url.http2()
                ? new Http2Exchange(url, context.transcript())
                : new HttpExchange(url, context.transcript());
        return url.tls().isPresent()
                ? connector.converse(context, network, url.tls().get(), exchange)
                : connector.converse(context, network, exchange);
    }
}
