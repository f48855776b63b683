// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import io.mainstay.checksupport.NetworkOptions;
import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One exchange of datagrams, directly on the epoll loop; the sibling of {@link EpollLine}. The socket is connected, so that
 * the kernel lets only the peer's datagrams through, and reports ICMP errors of the peer and of routers (IP_RECVERR): they
 * come as the error of the next call.
 *
 * <p>Thread-safety: the lane's thread only.
 */
final class EpollExchange extends Timeouts.Entry implements EpollIoHandle, Line, Runnable {
    private static final EpollIoOps INPUT =
            EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLERR).with(EpollIoOps.EPOLLET);

    private final NettyLane lane;
    private final NetworkOptions network;
    private final Wire wire;
    private final Conversation conversation;
    private final CompletableFuture<ProbeResult> outcome = new CompletableFuture<>();
    private Stage stage = Stage.CONNECTING;
    private Socket socket;
    private IoRegistration registration;

    EpollExchange(NettyLane lane, NetworkOptions network, Wire wire, Conversation conversation) {
        this.lane = lane;
        this.network = network;
        this.wire = wire;
        this.conversation = conversation;
    }

    CompletionStage<ProbeResult> start(ProbeContext context) {
        if (lane.closing()) {
            laneClosed();
            return outcome;
        }
        context.transcript().note(wire == Wire.UDP ? "UDP to {}" : "ICMP echo to {}", network.remoteText());
        try {
            socket = wire.open(network);
            socket.connect(network.remote());
            registration = lane.loop().register(this).getNow();
            registration.submit(INPUT);
            lane.limit(this, network.connectTimeout().toNanos());
            context.onCancel(this); // may end the exchange at once
            if (stage == Stage.CONNECTING) {
                stage = Stage.WAITING;
                conversation.opened(this);
            }
        } catch (IOException | ChannelException e) {
            // ChannelException: Netty's wrapping of what socket() said.
            Throwable problem = e instanceof ChannelException && e.getCause() != null ? e.getCause() : e;
            finish(SocketFailure.ofDatagram(problem, stage, network.remoteText()));
        } catch (RuntimeException e) {
            finish(ProbeResult.broken("the checker failed at the start: " + e, e));
        }
        return outcome;
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration source, IoEvent event) {
        // Nothing may escape: Netty would pause the whole loop for a second.
        try {
            ByteBuffer buffer = lane.readBuffer();
            while (stage != Stage.DONE) {
                int count = socket.recv(buffer, 0, buffer.capacity());
                if (count == 0) {
                    return;
                }
                // What Netty takes for the end of a stream is an empty datagram here.
                ByteBuffer data = wire.reply(buffer.clear().limit(Math.max(0, count)));
                if (data != null) {
                    conversation.received(this, data);
                }
            }
        } catch (IOException e) {
            finish(SocketFailure.ofDatagram(e, stage, network.remoteText()));
        } catch (Throwable e) {
            finish(ProbeResult.broken("the checker failed in " + stage.text + ": " + e, e));
        }
    }

    @Override
    public void send(byte[] bytes) {
        if (stage == Stage.DONE) {
            return;
        }
        byte[] datagram = wire.request(bytes);
        ByteBuffer buffer = lane.writeBuffer(datagram.length).put(datagram);
        try {
            socket.send(buffer, 0, datagram.length); // what the kernel has no room for is lost, as on any way
        } catch (IOException e) {
            finish(SocketFailure.ofDatagram(e, stage, network.remoteText()));
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

    @Override
    void expired() {
        try {
            finish(conversation.silent().orElseGet(this::timeout));
        } catch (RuntimeException e) {
            finish(ProbeResult.broken("the checker failed at the time-out: " + e, e));
        }
    }

    private ProbeResult timeout() {
        return ProbeResult.failed(FailReason.TIMEOUT, "no answer from " + network.remoteText() + " in time");
    }

    /** The loop ends. */
    @Override
    public void close() {
        laneClosed();
    }

    @Override
    void laneClosed() {
        finish(ProbeResult.broken("the plugin's event loop was closed"));
    }

    private void finish(ProbeResult result) {
        if (stage == Stage.DONE) {
            return;
        }
        stage = Stage.DONE;
        lane.unlimit(this);
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // The descriptor is gone all the same.
            }
            if (registration != null) {
                registration.cancel(); // after close(): the kernel has forgotten the descriptor, one call less
            }
        }
        outcome.complete(result);
    }
}
