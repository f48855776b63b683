// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import io.mainstay.checksupport.NetworkOptions;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One exchange of datagrams where there is no epoll. Of ICMP errors only "port unreachable" is seen. Thread-safety: the lane's
 * thread only.
 */
final class ChannelExchange extends SimpleChannelInboundHandler<DatagramPacket> implements Line, Runnable {
    private static final int LARGEST = 65535;

    private final NettyLane lane;
    private final NetworkOptions network;
    private final Conversation conversation;
    private final CompletableFuture<ProbeResult> outcome = new CompletableFuture<>();
    private final Timeouts.Entry limit = new Timeouts.Entry() {
        @Override
        void expired() {
            finish(conversation.silent().orElseGet(ChannelExchange.this::timeout));
        }

        @Override
        void laneClosed() {
            ChannelExchange.this.laneClosed();
        }
    };
    private Stage stage = Stage.CONNECTING;
    private NioDatagramChannel channel;

    ChannelExchange(NettyLane lane, NetworkOptions network, Conversation conversation) {
        this.lane = lane;
        this.network = network;
        this.conversation = conversation;
    }

    CompletionStage<ProbeResult> start(ProbeContext context) {
        if (lane.closing()) {
            laneClosed();
            return outcome;
        }
        context.transcript().note("UDP to {}", network.remoteText());
        if (network.fwmark() != 0 || !network.bindIf().isEmpty()) {
            finish(ProbeResult.broken(
                    "'fwmark' and 'bind_if' need Netty's native epoll library, which is not in use here"));
            return outcome;
        }
        try {
            channel = new NioDatagramChannel(network.isIpv6() ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET);
            channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LARGEST));
            if (network.local().map(l -> l.getPort() != 0).orElse(false)) {
                channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
            }
            channel.pipeline().addLast(this);
            lane.loop().register(channel);
            lane.limit(limit, network.connectTimeout().toNanos());
            context.onCancel(this); // may end the exchange at once
            if (stage != Stage.DONE) {
                ChannelFuture connecting = network.local().isPresent()
                        ? channel.connect(network.remote(), network.local().get())
                        : channel.connect(network.remote());
                connecting.addListener(done -> connected(done.cause()));
            }
        } catch (RuntimeException e) {
            finish(SocketFailure.ofDatagram(
                    e.getCause() != null ? e.getCause() : e, Stage.CONNECTING, network.remoteText()));
        }
        return outcome;
    }

    private void connected(Throwable problem) {
        if (problem != null) {
            finish(SocketFailure.ofDatagram(problem, Stage.CONNECTING, network.remoteText()));
        } else if (stage == Stage.CONNECTING) {
            stage = Stage.WAITING;
            conversation.opened(this);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        if (stage != Stage.DONE) {
            conversation.received(this, packet.content().nioBuffer());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        finish(
                cause instanceof IOException
                        ? SocketFailure.ofDatagram(cause, stage, network.remoteText())
                        : ProbeResult.broken("the checker failed in " + stage.text + ": " + cause, cause));
    }

    @Override
    public void send(byte[] bytes) {
        if (stage != Stage.DONE) {
            channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(bytes), network.remote()))
                    .addListener(done -> {
                        if (!done.isSuccess()) {
                            finish(SocketFailure.ofDatagram(done.cause(), stage, network.remoteText()));
                        }
                    });
        }
    }

    @Override
    public void end(ProbeResult result) {
        finish(result);
    }

    /** Cancelled. The engine has an outcome of its own by now. */
    @Override
    public void run() {
        finish(timeout());
    }

    private ProbeResult timeout() {
        return ProbeResult.failed(FailReason.TIMEOUT, "no answer from " + network.remoteText() + " in time");
    }

    private void laneClosed() {
        finish(ProbeResult.broken("the plugin's event loop was closed"));
    }

    private void finish(ProbeResult result) {
        if (stage == Stage.DONE) {
            return;
        }
        stage = Stage.DONE;
        lane.unlimit(limit);
        if (channel != null) {
            channel.close();
        }
        outcome.complete(result);
    }
}
