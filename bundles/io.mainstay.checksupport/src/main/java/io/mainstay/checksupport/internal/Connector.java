// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.ClientConnector;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.NetworkOptions;
import io.mainstay.checksupport.TlsOptions;
import io.mainstay.platform.IcmpSockets;
import io.netty.handler.ssl.SslContext;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Chooses the kind of line. Thread-safety: any thread; the work happens on the lanes. */
@Component
public final class Connector implements ClientConnector {
    private final TlsContexts contexts = new TlsContexts();

    /** Null when the bundle that opens them is not here; only ICMP echo misses it. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile IcmpSockets icmpSockets;

    @Activate
    public Connector() {}

    /** Outside of a framework, with ICMP. */
    public Connector(IcmpSockets icmpSockets) {
        this.icmpSockets = icmpSockets;
    }

    /** Lets go of contexts and of the thread that builds them; lines that are open go on. */
    @Deactivate
    public void close() {
        contexts.close();
    }

    @Override
    public CompletionStage<ProbeResult> connect(ProbeContext context, NetworkOptions network) {
        return plain(context, network, null);
    }

    @Override
    public CompletionStage<ProbeResult> converse(
            ProbeContext context, NetworkOptions network, Conversation conversation) {
        return plain(context, network, Objects.requireNonNull(conversation, "conversation"));
    }

    private static CompletionStage<ProbeResult> plain(
            ProbeContext context, NetworkOptions network, Conversation conversation) {
        if (!(context.executor() instanceof NettyLane lane)) {
            return notALane(context);
        }
        return lane.epoll()
                ? new EpollLine(lane, network, conversation).start(context)
                : new ChannelLine(lane, network, null, false, conversation).start(context, null);
    }

    @Override
    public CompletionStage<ProbeResult> converse(
            ProbeContext context, NetworkOptions network, TlsOptions tls, Conversation conversation) {
        return encrypted(context, network, tls, false, conversation);
    }

    @Override
    public CompletionStage<ProbeResult> converseBeforeTls(
            ProbeContext context, NetworkOptions network, TlsOptions tls, Conversation conversation) {
        return encrypted(context, network, tls, true, conversation);
    }

    private CompletionStage<ProbeResult> encrypted(
            ProbeContext context, NetworkOptions network, TlsOptions tls, boolean tlsLater, Conversation conversation) {
        if (!(context.executor() instanceof NettyLane lane)) {
            return notALane(context);
        }
        ChannelLine line = new ChannelLine(lane, network, tls, tlsLater, conversation);
        SslContext ready = contexts.ready(tls);
        if (ready != null) {
            return line.start(context, allocator -> contexts.handler(ready, allocator, tls));
        }
        return afterLoading(context, lane, tls, line);
    }

    private CompletionStage<ProbeResult> afterLoading(
            ProbeContext context, NettyLane lane, TlsOptions tls, ChannelLine line) {
        CompletableFuture<ProbeResult> outcome = new CompletableFuture<>();
        context.onCancel(() -> outcome.complete(ProbeResult.broken("cancelled while the TLS files were read")));
        contexts.load(tls)
                .thenAcceptAsync(
                        built -> {
                            if (!outcome.isDone()) {
                                line.start(context, allocator -> contexts.handler(built, allocator, tls))
                                        .thenAccept(outcome::complete);
                            }
                        },
                        lane)
                .exceptionally(e -> {
                    Throwable problem = e.getCause() == null ? e : e.getCause();
                    outcome.complete(ProbeResult.broken(String.valueOf(problem.getMessage()), problem));
                    return null;
                });
        return outcome;
    }

    @Override
    public CompletionStage<ProbeResult> exchange(
            ProbeContext context, NetworkOptions network, Conversation conversation) {
        if (!(context.executor() instanceof NettyLane lane)) {
            return notALane(context);
        }
        return lane.epoll()
                ? new EpollExchange(lane, network, Wire.UDP, conversation).start(context)
                : new ChannelExchange(lane, network, conversation).start(context);
    }

    @Override
    public CompletionStage<ProbeResult> echo(ProbeContext context, NetworkOptions network, Conversation conversation) {
        if (!(context.executor() instanceof NettyLane lane)) {
            return notALane(context);
        }
        if (!lane.epoll()) {
            return CompletableFuture.completedFuture(
                    ProbeResult.broken("ICMP needs Netty's native epoll library, which is not in use here"));
        }
        Wire wire = new EchoWire(icmpSockets, network.isIpv6());
        return new EpollExchange(lane, network, wire, conversation).start(context);
    }

    private static CompletionStage<ProbeResult> notALane(ProbeContext context) {
        return CompletableFuture.completedFuture(ProbeResult.broken("the probe's executor, "
                + context.executor().getClass().getName() + ", is not an event loop of this check support"));
    }
}
