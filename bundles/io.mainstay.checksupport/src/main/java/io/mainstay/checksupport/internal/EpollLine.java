// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.checksupport.CloseMode;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import io.mainstay.checksupport.NetworkOptions;
import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One plain TCP connection, directly on the epoll loop. It is at once I/O handle, time-out entry and cancellation, so that a
 * probe costs one object beside its socket and its outcome.
 *
 * <p>Events are edge-triggered, with one registration for reading and writing: no call is spent on changing the interest.
 * Therefore reading goes on until the socket has no more, and a short read is taken for that; what arrives later makes a
 * new event.
 *
 * <p>Thread-safety: the lane's thread only.
 */
final class EpollLine extends Timeouts.Entry implements EpollIoHandle, Line, Runnable {
    private static final EpollIoOps CONNECT_ONLY = EpollIoOps.EPOLLOUT.with(EpollIoOps.EPOLLET);
    private static final EpollIoOps CONVERSE =
            CONNECT_ONLY.with(EpollIoOps.EPOLLIN).with(EpollIoOps.EPOLLRDHUP);
    private static final EpollIoOps INPUT =
            EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP).with(EpollIoOps.EPOLLERR);

    private final NettyLane lane;
    private final NetworkOptions network;
    private final Conversation conversation;
    private final CompletableFuture<ProbeResult> outcome = new CompletableFuture<>();
    private Stage stage = Stage.CONNECTING;
    private LinuxSocket socket;
    private IoRegistration registration;
    private byte[] unsent;
    private boolean spoken;

    /** @param conversation null when connecting is all */
    EpollLine(NettyLane lane, NetworkOptions network, Conversation conversation) {
        this.lane = lane;
        this.network = network;
        this.conversation = conversation;
    }

    CompletionStage<ProbeResult> start(ProbeContext context) {
        if (lane.closing()) {
            laneClosed();
            return outcome;
        }
        context.transcript().note("connecting to {}", network.remoteText());
        try {
            boolean quickAck = conversation == null ? network.close() == CloseMode.FIN : conversation.awaitsGreeting();
            socket = EpollSockets.open(network, quickAck);
            boolean connected = socket.connect(network.remote());
            registration = lane.loop().register(this).getNow();
            registration.submit(conversation == null ? CONNECT_ONLY : CONVERSE);
            // Without a conversation the engine's limit is the only one.
            lane.limit(
                    this,
                    conversation == null
                            ? Timeouts.NEVER_NANOS
                            : network.connectTimeout().toNanos());
            context.onCancel(this); // may end the probe at once
            if (connected && stage == Stage.CONNECTING) {
                connected();
            }
        } catch (IOException | RuntimeException e) {
            // ChannelException: Netty's wrapping of what socket() said.
            Throwable problem = e instanceof ChannelException && e.getCause() != null ? e.getCause() : e;
            finish(SocketFailure.of(problem, Stage.CONNECTING, network.remoteText()));
        }
        return outcome;
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration source, IoEvent event) {
        if (stage == Stage.DONE) {
            return;
        }
        // Nothing may escape: Netty would pause the whole loop for a second.
        try {
            EpollIoOps ops = ((EpollIoEvent) event).ops();
            if (stage == Stage.CONNECTING) {
                if (ops.contains(EpollIoOps.EPOLLERR)) {
                    finish(SocketFailure.of(socket.getSoError(), stage, network.remoteText()));
                    return;
                }
                if (!ops.contains(EpollIoOps.EPOLLOUT)) {
                    return;
                }
                connected();
            } else if (unsent != null && ops.contains(EpollIoOps.EPOLLOUT)) {
                byte[] rest = unsent;
                unsent = null;
                send(rest);
            }
            if (stage != Stage.DONE && ops.contains(INPUT)) {
                read(ops.contains(EpollIoOps.EPOLLRDHUP) || ops.contains(EpollIoOps.EPOLLERR));
            }
        } catch (IOException e) {
            finish(SocketFailure.of(e, stage, network.remoteText()));
        } catch (Throwable e) {
            finish(ProbeResult.broken("the checker failed in " + stage.text + ": " + e, e));
        }
    }

    private void connected() throws IOException {
        if (conversation == null) {
            finish(ProbeResult.passed());
            return;
        }
        stage = Stage.WAITING;
        lane.limit(this, network.connectTimeout().toNanos());
        conversation.opened(this);
        if (!spoken && stage != Stage.DONE && !conversation.awaitsGreeting()) {
            // The peer speaks first: it must not wait for the acknowledgement that was to go with our first bytes.
            EpollSockets.acknowledge(socket);
        }
    }

    private void read(boolean ending) throws IOException {
        ByteBuffer buffer = lane.readBuffer();
        while (stage != Stage.DONE) {
            int count = socket.recv(buffer, 0, buffer.capacity());
            if (count == 0) {
                return;
            }
            if (count < 0) {
                conversation.closed(this);
                end(ProbeResult.failed(
                        FailReason.CLOSED_EARLY,
                        network.remoteText() + " closed the connection before it had answered"));
                return;
            }
            if (stage != Stage.READING) {
                stage = Stage.READING;
            }
            lane.limit(this, network.connectTimeout().toNanos());
            conversation.received(this, buffer.clear().limit(count));
            if (!ending && count < buffer.capacity()) {
                return;
            }
        }
    }

    @Override
    public void send(byte[] bytes) {
        if (stage == Stage.DONE) {
            return;
        }
        spoken = true;
        if (unsent != null) {
            byte[] longer = Arrays.copyOf(unsent, unsent.length + bytes.length);
            System.arraycopy(bytes, 0, longer, unsent.length, bytes.length);
            unsent = longer;
            return;
        }
        ByteBuffer buffer = lane.writeBuffer();
        int sent = 0;
        try {
            while (sent < bytes.length) {
                int part = Math.min(buffer.capacity(), bytes.length - sent);
                buffer.clear().put(bytes, sent, part);
                int taken = socket.send(buffer, 0, part);
                sent += taken;
                if (taken < part) {
                    unsent = Arrays.copyOfRange(bytes, sent, bytes.length);
                    return;
                }
            }
        } catch (IOException e) {
            finish(SocketFailure.of(e, stage, network.remoteText()));
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
        boolean tooSoon = conversation == null || stage == Stage.CONNECTING;
        finish(tooSoon ? timeout() : conversation.silent().orElseGet(this::timeout));
    }

    private ProbeResult timeout() {
        return ProbeResult.failed(
                FailReason.TIMEOUT, "no answer from " + network.remoteText() + " in time: " + stage.text);
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
        closeSocket();
        outcome.complete(result);
    }

    private void closeSocket() {
        if (socket == null) {
            return;
        }
        try {
            if (network.close() == CloseMode.RESET) {
                socket.setSoLinger(0);
            }
        } catch (IOException e) {
            // Not connected any more: then there is nothing to reset.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is gone all the same.
        }
        if (registration != null) {
            registration.cancel(); // after close(): the kernel has forgotten the descriptor, one call less
        }
    }
}
