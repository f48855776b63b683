// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens connections for probes; an OSGi service.
 *
 * <p>All methods are for {@link io.mainstay.api.check.AsyncChecker#probe}: call them on the probe's executor, once per
 * probe. They register what ends the probe early ({@link ProbeContext#onCancel}), and the socket is gone when the returned
 * stage is complete. A problem of this host (no descriptor, no free port, no permission) is {@link ProbeResult.Broken}.
 *
 * <p>Thread-safety: any number of probes on any number of lanes.
 */
@ProviderType
public interface ClientConnector {

    /**
     * Connects and closes at once; connected is passed. There is no time-out here: the engine's limit ends the probe.
     */
    CompletionStage<ProbeResult> connect(ProbeContext context, NetworkOptions network);

    /**
     * Connects and lets {@code conversation} speak until it has an outcome.
     * {@link NetworkOptions#connectTimeout()} limits each step: connecting, and then each wait for the peer.
     */
    CompletionStage<ProbeResult> converse(ProbeContext context, NetworkOptions network, Conversation conversation);

    /** As {@link #converse}, over TLS; connecting and the handshake share one step's time. */
    CompletionStage<ProbeResult> converse(
            ProbeContext context, NetworkOptions network, TlsOptions tls, Conversation conversation);
}
