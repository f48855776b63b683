// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens connections for probes; an OSGi service.
 *
 * <p>All methods are for {@link io.mainstay.api.check.AsyncChecker#probe}: call them on the probe's executor, and a second
 * time in a probe only when the first stage is complete. They register what ends the probe early ({@link ProbeContext#onCancel}), and the socket is gone when the returned
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

    /**
     * As {@link #converse}, plain at first; the conversation may ask for TLS with {@link Line#startTls}.
     */
    CompletionStage<ProbeResult> converseBeforeTls(
            ProbeContext context, NetworkOptions network, TlsOptions tls, Conversation conversation);

    /**
     * Opens a UDP socket that takes datagrams of the peer only, and lets {@code conversation} speak until it has an outcome:
     * each {@link Line#send} is a datagram, and so is what it is told of as received.
     * {@link NetworkOptions#connectTimeout()} limits all of it: datagrams that are of no interest do not prolong it. An ICMP
     * error of the peer, or of a router on the way, ends the probe as refused or unreachable.
     */
    CompletionStage<ProbeResult> exchange(ProbeContext context, NetworkOptions network, Conversation conversation);

    /**
     * As {@link #exchange}, by ICMP (ICMPv6) echo: what is sent is the data of an echo request, what is received the data of
     * a reply to the latest one. Broken where this host permits no ICMP socket.
     */
    CompletionStage<ProbeResult> echo(ProbeContext context, NetworkOptions network, Conversation conversation);
}
