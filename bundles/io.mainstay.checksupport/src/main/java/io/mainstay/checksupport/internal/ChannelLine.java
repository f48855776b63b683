// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.CloseMode;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import io.mainstay.checksupport.NetworkOptions;
import io.mainstay.checksupport.TlsOptions;
import io.mainstay.checksupport.TlsSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One connection on a Netty channel: over TLS, or plain where there is no epoll. Thread-safety: the lane's thread only.
 */
final class ChannelLine extends ChannelInboundHandlerAdapter implements Line, Runnable {
    private static final ChannelOption<Integer> MARK =
            new IntegerUnixChannelOption("SO_MARK", EpollSockets.SOL_SOCKET, EpollSockets.SO_MARK);

    private final NettyLane lane;
    private final NetworkOptions network;
    private final TlsOptions tls;
    private final boolean tlsLater;
    private final Conversation conversation;
    private final CompletableFuture<ProbeResult> outcome = new CompletableFuture<>();
    private final Timeouts.Entry limit = new Timeouts.Entry() {
        @Override
        void expired() {
            ChannelLine.this.expired();
        }

        @Override
        void laneClosed() {
            ChannelLine.this.laneClosed();
        }
    };
    private Stage stage = Stage.CONNECTING;
    private ProbeContext context;
    private Channel channel;
    private Function<ByteBufAllocator, SslHandler> handlers;
    private SslHandler ssl;

    /**
     * @param tls null for a plain connection
     * @param tlsLater whether the conversation begins without TLS and may ask for it
     * @param conversation null when connecting is all
     */
    ChannelLine(NettyLane lane, NetworkOptions network, TlsOptions tls, boolean tlsLater, Conversation conversation) {
        this.lane = lane;
        this.network = network;
        this.tls = tls;
        this.tlsLater = tlsLater;
        this.conversation = conversation;
    }

    /** @param handlers makes the handler of TLS; null for a plain connection */
    CompletionStage<ProbeResult> start(ProbeContext probe, Function<ByteBufAllocator, SslHandler> tlsHandlers) {
        if (lane.closing()) {
            laneClosed();
            return outcome;
        }
        context = probe;
        handlers = tlsHandlers;
        probe.transcript()
                .note(tls == null || tlsLater ? "connecting to {}" : "connecting to {}, TLS", network.remoteText());
        if (!lane.epoll() && (network.fwmark() != 0 || !network.bindIf().isEmpty())) {
            finish(ProbeResult.broken(
                    "'fwmark' and 'bind_if' need Netty's native epoll library, which is not in use here"));
            return outcome;
        }
        try {
            open();
            // Without a conversation the engine's limit is the only one.
            lane.limit(
                    limit,
                    conversation == null
                            ? Timeouts.NEVER_NANOS
                            : network.connectTimeout().toNanos());
            probe.onCancel(this); // may end the probe at once
            if (stage == Stage.DONE) {
                return outcome;
            }
            ChannelFuture connecting = network.local().isPresent()
                    ? channel.connect(network.remote(), network.local().get())
                    : channel.connect(network.remote());
            connecting.addListener(done -> {
                if (!done.isSuccess()) {
                    finish(SocketFailure.of(done.cause(), Stage.CONNECTING, network.remoteText()));
                }
            });
        } catch (RuntimeException e) {
            finish(SocketFailure.of(e.getCause() != null ? e.getCause() : e, Stage.CONNECTING, network.remoteText()));
        }
        return outcome;
    }

    private void open() {
        channel = lane.epoll()
                ? new EpollSocketChannel(network.isIpv6() ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET)
                : new NioSocketChannel();
        channel.config().setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0); // time-outs are the lane's
        if (lane.epoll()) {
            channel.config().setOption(EpollChannelOption.TCP_QUICKACK, tlsLater); // else our first bytes carry it
            if (network.fwmark() != 0) {
                channel.config().setOption(MARK, network.fwmark());
            }
            if (!network.bindIf().isEmpty()) {
                ByteBuffer name = EpollSockets.interfaceName(network);
                channel.config()
                        .setOption(
                                new RawUnixChannelOption(
                                        "SO_BINDTODEVICE",
                                        EpollSockets.SOL_SOCKET,
                                        EpollSockets.SO_BINDTODEVICE,
                                        name.remaining()),
                                name);
            }
        }
        if (network.local().map(l -> l.getPort() != 0).orElse(false)) {
            channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        }
        if (network.close() == CloseMode.RESET) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        if (tls != null && !tlsLater) {
            ssl = handlers.apply(channel.alloc());
            channel.pipeline().addLast(ssl);
        }
        channel.pipeline().addLast(this);
        lane.loop().register(channel);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (ssl != null) {
            stage = Stage.HANDSHAKE; // the time-out goes on: connecting and the handshake share it
            ctx.fireChannelActive();
        } else {
            opened();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                CertificateNote.write(ssl.engine().getSession(), context.transcript());
                if (tlsLater) {
                    secured();
                } else {
                    opened();
                }
            } else {
                handshakeFailed(handshake.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent end && end.isSuccess()) {
            peerClosed(); // close_notify; TCP's own end may follow much later
        }
    }

    private void handshakeFailed(Throwable cause) {
        finish(
                cause instanceof java.nio.channels.ClosedChannelException
                        ? ProbeResult.failed(
                                FailReason.TLS, network.remoteText() + " closed the connection in the TLS handshake")
                        : SocketFailure.of(cause, Stage.HANDSHAKE, network.remoteText()));
    }

    private void opened() {
        if (conversation == null) {
            finish(ProbeResult.passed());
            return;
        }
        stage = Stage.WAITING;
        lane.limit(limit, network.connectTimeout().toNanos());
        conversation.opened(this);
    }

    @Override
    public void startTls() {
        if (handlers == null || ssl != null || stage == Stage.CONNECTING) {
            throw new IllegalStateException("there is no TLS to start on this line, or it has been started");
        }
        if (stage == Stage.DONE) {
            return;
        }
        stage = Stage.HANDSHAKE;
        lane.limit(limit, network.connectTimeout().toNanos());
        ssl = handlers.apply(channel.alloc());
        channel.pipeline().addFirst(ssl);
    }

    private void secured() {
        stage = Stage.WAITING;
        lane.limit(limit, network.connectTimeout().toNanos());
        conversation.secured(this);
    }

    @Override
    public Optional<TlsSession> tls() {
        return ssl == null || stage == Stage.CONNECTING || stage == Stage.HANDSHAKE
                ? Optional.empty()
                : Optional.of(CertificateNote.session(ssl.engine()));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (stage == Stage.DONE || conversation == null) {
                return;
            }
            stage = Stage.READING;
            lane.limit(limit, network.connectTimeout().toNanos());
            ByteBuf bytes = (ByteBuf) message;
            conversation.received(this, bytes.nioBuffer());
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        peerClosed();
    }

    private void peerClosed() {
        // In the handshake SslHandler tells of it.
        if (stage == Stage.WAITING || stage == Stage.READING) {
            conversation.closed(this);
            finish(ProbeResult.failed(
                    FailReason.CLOSED_EARLY, network.remoteText() + " closed the connection before it had answered"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        finish(
                cause instanceof java.io.IOException || cause.getCause() instanceof javax.net.ssl.SSLException
                        ? SocketFailure.of(cause, stage, network.remoteText())
                        : ProbeResult.broken("the checker failed in " + stage.text + ": " + cause, cause));
    }

    @Override
    public void send(byte[] bytes) {
        if (stage != Stage.DONE) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(done -> {
                if (!done.isSuccess()) {
                    finish(SocketFailure.of(done.cause(), stage, network.remoteText()));
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

    private void expired() {
        boolean tooSoon = conversation == null || stage == Stage.CONNECTING || stage == Stage.HANDSHAKE;
        finish(tooSoon ? timeout() : conversation.silent().orElseGet(this::timeout));
    }

    private ProbeResult timeout() {
        return ProbeResult.failed(
                FailReason.TIMEOUT, "no answer from " + network.remoteText() + " in time: " + stage.text);
    }

    private void laneClosed() {
        finish(ProbeResult.broken("the plugin's event loop was closed"));
    }

    private void finish(ProbeResult result) {
        if (stage == Stage.DONE) {
            return;
        }
        boolean established = stage == Stage.WAITING || stage == Stage.READING;
        stage = Stage.DONE;
        lane.unlimit(limit);
        if (channel != null) {
            ChannelHandlerContext sslContext =
                    ssl == null ? null : channel.pipeline().context(ssl);
            if (sslContext != null && !(established && tls.closeNotify())) {
                sslContext.close(); // starts below SslHandler: no close_notify
            } else {
                channel.close();
            }
        }
        outcome.complete(result);
    }
}
