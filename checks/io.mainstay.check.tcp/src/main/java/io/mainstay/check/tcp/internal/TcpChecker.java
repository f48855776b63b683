// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.ClientConnector;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Connects within {@code connect_timeout}; data is exchanged only when there is a dialogue. Thread-safety: immutable. */
final class TcpChecker implements AsyncChecker {
    private final ClientConnector connector;
    private final TcpOptions options;

    TcpChecker(ClientConnector connector, TcpOptions options) {
        this.connector = connector;
        this.options = options;
    }

    @Override
    public String describe() {
        return "TCP " + options.network().remoteText();
    }

    @Override
    public Duration timeLimit() {
        return options.timeLimit();
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        return options.dialogue().isEmpty()
                ? connector.connect(context, options.network())
                : connector.converse(
                        context, options.network(), new TcpDialogue(options.dialogue(), context.transcript()));
    }
}
