// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.ClientConnector;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Speaks with all its hosts, one after the other, in one probe; the first bad one decides. Thread-safety: immutable. */
final class SmtpChecker implements AsyncChecker {
    private final ClientConnector connector;
    private final SmtpOptions options;

    SmtpChecker(ClientConnector connector, SmtpOptions options) {
        this.connector = connector;
        this.options = options;
    }

    @Override
    public String describe() {
        int more = options.hosts().size() - 1;
        return (options.encryption() == SmtpOptions.Encryption.AT_ONCE ? "SMTPS " : "SMTP ")
                + options.hosts().get(0).network().remoteText()
                + (more > 0 ? " and " + more + " more" : "");
    }

    @Override
    public Duration timeLimit() {
        return options.timeLimit();
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        return probe(context, 0);
    }

    private CompletionStage<ProbeResult> probe(ProbeContext context, int index) {
        CompletionStage<ProbeResult> one = converse(context, options.hosts().get(index));
        if (index + 1 == options.hosts().size()) {
            return one;
        }
        return one.thenCompose(result -> result instanceof ProbeResult.Passed && !context.cancelled()
                ? probe(context, index + 1)
                : CompletableFuture.completedFuture(result));
    }

    private CompletionStage<ProbeResult> converse(ProbeContext context, SmtpOptions.Host host) {
        SmtpDialogue dialogue = new SmtpDialogue(options, context.transcript());
        return switch (options.encryption()) {
            case NEVER -> connector.converse(context, host.network(), dialogue);
            case ON_REQUEST -> connector.converseBeforeTls(context, host.network(), host.tls(), dialogue);
            case AT_ONCE -> connector.converse(context, host.network(), host.tls(), dialogue);
        };
    }
}
