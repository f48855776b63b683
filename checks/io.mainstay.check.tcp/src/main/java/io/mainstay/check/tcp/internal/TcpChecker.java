// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.ClientConnector;
import io.mainstay.checksupport.NetworkOptions;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Connects within {@code connect_timeout}; no data is exchanged. Thread-safety: immutable. */
final class TcpChecker implements AsyncChecker {
    private final ClientConnector connector;
    private final NetworkOptions network;

    TcpChecker(ClientConnector connector, NetworkOptions network) {
        this.connector = connector;
        this.network = network;
    }

    @Override
    public String describe() {
        return "TCP " + network.remoteText();
    }

    @Override
    public Duration timeLimit() {
        return network.connectTimeout();
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        return connector.connect(context, network);
    }
}
