// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.udp;

import io.mainstay.api.model.Endpoint;
import io.mainstay.platform.NanoClock;
import io.mainstay.proxy.internal.schedule.Client;
import io.mainstay.proxy.internal.service.Backend;
import io.mainstay.proxy.internal.service.Choice;
import io.mainstay.proxy.internal.service.Descriptors;
import io.mainstay.proxy.internal.service.FoldedLog;
import io.mainstay.proxy.internal.service.Front;
import io.mainstay.proxy.internal.service.Roster;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import io.mainstay.proxy.internal.wire.Transport;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives a UDP service's datagrams and gives each to its flow's destination.
 *
 * <p>With one-packet scheduling every datagram is scheduled anew; flows then are per client and destination, and only serve
 * to bring answers back. A datagram that cannot be sent at once is dropped: that is what UDP promises, and waiting would only
 * make it older.
 *
 * <p>Thread-safety: the loop's thread only, but for {@link #open} and {@link #onePacket(boolean)}.
 */
public final class UdpFront implements Front {
    private static final Logger LOG = LoggerFactory.getLogger(UdpFront.class);
    private static final int LARGEST_DATAGRAM = 65536;
    private static final WriteBufferWaterMark FEW_PENDING = new WriteBufferWaterMark(1, 16 * 1024);
    private static final long LONGEST_TICK_MILLIS = 1000;

    /**
     * Limits of a service.
     *
     * @param idle a flow ends when neither side has sent for this long
     * @param flows at a time; one more ends the one that has been silent longest
     */
    public record Settings(Duration idle, int flows) {
        public static final Settings DEFAULT = new Settings(Duration.ofSeconds(30), 32 * 1024);
    }

    /** Who belongs together: the destination is null unless each datagram is scheduled alone. */
    private record FlowKey(InetSocketAddress client, Backend backend) {}

    private final Endpoint endpoint;
    private final Transport transport;
    private final ProxyLoop loop;
    private final ByteBufAllocator allocator;
    private final Roster roster;
    private final Settings settings;
    private final Descriptors descriptors;
    private final NanoClock clock;
    private final FoldedLog folded;
    private final FlowTable<FlowKey, UdpFlow> flows;
    private Runnable onSessionEnd = () -> {};
    private volatile boolean onePacket;
    private volatile Endpoint local;
    private DatagramChannel listener;
    private boolean ticking;

    public UdpFront(
            Endpoint endpoint,
            Transport transport,
            ProxyLoop loop,
            ByteBufAllocator allocator,
            Roster roster,
            Settings settings,
            Descriptors descriptors,
            NanoClock clock) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.loop = loop;
        this.allocator = allocator;
        this.roster = roster;
        this.settings = settings;
        this.descriptors = descriptors;
        this.clock = clock;
        this.folded = new FoldedLog(LOG, clock);
        this.flows = new FlowTable<>(settings.flows(), settings.idle().toNanos());
    }

    /** Who is told when a flow has ended; to be set before the front is opened. */
    public void onSessionEnd(Runnable told) {
        onSessionEnd = told;
    }

    /** Whether every datagram is scheduled alone. Any thread. */
    public void onePacket(boolean each) {
        onePacket = each;
    }

    /** Where it listens; null until it has. */
    public Endpoint local() {
        return local;
    }

    @Override
    public CompletionStage<Door> open() {
        CompletableFuture<Door> opened = new CompletableFuture<>();
        loop.execute(() -> {
            DatagramChannel channel;
            try {
                channel = datagrams(endpoint.isIpv6(), true);
                channel.pipeline().addLast(new Incoming());
            } catch (RuntimeException e) {
                opened.completeExceptionally(e);
                return;
            }
            loop.events().register(channel);
            channel.bind(endpoint.toSocketAddress()).addListener((ChannelFuture bound) -> {
                if (bound.isSuccess()) {
                    listener = channel;
                    local = endpoint.withPort(channel.localAddress().getPort());
                    opened.complete(() -> close(channel));
                } else {
                    channel.close();
                    opened.completeExceptionally(bound.cause());
                }
            });
        });
        return opened;
    }

    /** Answers can be sent from the service's address only while its socket is there, so the flows end with it. */
    private CompletionStage<Void> close(DatagramChannel channel) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channel.close().addListener(done -> {
            flows.clear().forEach(UdpFlow::abort);
            closed.complete(null);
        });
        return closed;
    }

    DatagramChannel datagrams(boolean ipv6, boolean listening) {
        DatagramChannel channel = transport.datagrams(ipv6, listening);
        channel.config()
                .setAllocator(allocator)
                .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
                .setWriteBufferWaterMark(FEW_PENDING);
        return channel;
    }

    private void incoming(DatagramPacket packet) {
        long now = clock.nanoTime();
        InetSocketAddress client = packet.sender();
        boolean each = onePacket;
        UdpFlow flow = each ? null : flows.touch(new FlowKey(client, null), now);
        if (flow != null) {
            flow = moved(flow, client, now);
            if (flow == null) {
                return;
            }
        } else {
            Choice choice = roster.acquire(Client.of(client), List.of(), now);
            if (choice instanceof Choice.Refusal refusal) {
                folded.warn("datagrams to udp " + endpoint + " dropped: " + refusal.text());
                return;
            }
            Backend backend = (Backend) choice;
            FlowKey key = new FlowKey(client, each ? backend : null);
            flow = each ? flows.touch(key, now) : null;
            if (flow != null) {
                roster.release(backend); // the flow is active there already
            } else {
                flow = begin(key, backend, now);
                if (flow == null) {
                    return;
                }
            }
        }
        flow.toServer(packet.content().retain());
    }

    /**
     * A client that never falls silent would stay for ever with a server that is no longer a destination, because it failed
     * or was removed: its next datagram goes to another one, when there is one.
     */
    private UdpFlow moved(UdpFlow flow, InetSocketAddress client, long now) {
        if (flow.backend().isListed()
                || !(roster.acquire(Client.of(client), List.of(), now) instanceof Backend other)) {
            return flow;
        }
        flow.abort();
        return begin(new FlowKey(client, null), other, now);
    }

    private UdpFlow begin(FlowKey key, Backend backend, long now) {
        if (!descriptors.take(1)) {
            folded.warn("datagrams to udp " + endpoint + " dropped: " + Choice.Refusal.DESCRIPTORS.text());
            roster.release(backend);
            return null;
        }
        UdpFlow flow = new UdpFlow(this, loop, backend, key.client(), () -> flows.remove(key));
        String problem = flow.connect();
        if (problem != null) {
            folded.warn("udp " + endpoint + " cannot send to " + backend.endpoint() + ": " + problem);
            descriptors.give(1);
            roster.failed(backend);
            onSessionEnd.run();
            return null;
        }
        roster.established(backend);
        UdpFlow oldest = flows.add(key, flow, now);
        if (oldest != null) {
            folded.warn("udp " + endpoint + " has " + settings.flows() + " flows: the longest silent ones are ended");
            oldest.abort();
        }
        if (!ticking) {
            tickLater();
        }
        return flow;
    }

    private void tickLater() {
        ticking = true;
        long millis = Math.max(1, Math.min(LONGEST_TICK_MILLIS, settings.idle().toMillis() / 4));
        loop.events().schedule(this::tick, millis, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        ticking = false;
        flows.expire(clock.nanoTime()).forEach(UdpFlow::abort);
        if (flows.size() > 0) {
            tickLater();
        }
    }

    /** An answer for a client; takes the packet over. */
    boolean toClient(UdpFlow flow, DatagramPacket packet) {
        flows.touch(new FlowKey(flow.client(), onePacket ? flow.backend() : null), clock.nanoTime());
        if (!listener.isActive() || !listener.isWritable()) {
            packet.release();
            return false;
        }
        listener.write(packet);
        return true;
    }

    void flushToClients() {
        listener.flush();
    }

    /** The datagram is lost, as on any network; the flow goes on. */
    void cannotSend(Backend backend, Throwable cause) {
        folded.warn("udp " + endpoint + " cannot send to " + backend.endpoint() + ": " + cause.getMessage());
    }

    void ended(UdpFlow flow, boolean refused) {
        descriptors.give(1);
        if (refused) {
            folded.warn("udp " + endpoint + ": " + flow.backend().endpoint() + " refuses datagrams (port unreachable)");
            roster.failed(flow.backend());
        } else {
            roster.release(flow.backend());
        }
        onSessionEnd.run();
    }

    /** Datagrams from clients. */
    private final class Incoming extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            incoming(packet);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // Such as a client's "port unreachable" for an answer: concerns that one client only.
            LOG.debug("udp {}", endpoint, cause);
        }
    }
}
