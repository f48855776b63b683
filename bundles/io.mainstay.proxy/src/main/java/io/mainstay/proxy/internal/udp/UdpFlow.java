// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.udp;

import io.mainstay.proxy.internal.service.Backend;
import io.mainstay.proxy.internal.service.Session;
import io.mainstay.proxy.internal.service.Share;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;

/**
 * One client's datagrams to one destination and back, through a connected socket: the kernel keeps strangers out and tells
 * of a port that is not there.
 *
 * <p>Thread-safety: the loop's thread only.
 */
final class UdpFlow extends SimpleChannelInboundHandler<DatagramPacket> implements Session {
    private final UdpFront front;
    private final ProxyLoop loop;
    private final Backend backend;
    private final Share share;
    private final InetSocketAddress client;
    private final Runnable forget;
    private DatagramChannel upstream;
    private boolean over;

    UdpFlow(UdpFront front, ProxyLoop loop, Backend backend, InetSocketAddress client, Runnable forget) {
        this.front = front;
        this.loop = loop;
        this.backend = backend;
        this.share = backend.share(loop);
        this.client = client;
        this.forget = forget;
    }

    InetSocketAddress client() {
        return client;
    }

    Backend backend() {
        return backend;
    }

    /** Opens the socket; null, or why that failed. */
    String connect() {
        try {
            upstream = front.datagrams(backend.endpoint().isIpv6(), false);
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
        upstream.pipeline().addLast(this);
        loop.events().register(upstream);
        // On the loop's thread a datagram socket is connected within the call.
        ChannelFuture connected = upstream.connect(backend.endpoint().toSocketAddress());
        if (!connected.isSuccess()) {
            upstream.close();
            return connected.cause() == null
                    ? "not at once"
                    : String.valueOf(connected.cause().getMessage());
        }
        share.add(this);
        return null;
    }

    /** Takes the buffer over. */
    void toServer(ByteBuf datagram) {
        if (over || !upstream.isWritable()) {
            datagram.release();
            return;
        }
        share.moved(datagram.readableBytes(), 0);
        upstream.writeAndFlush(datagram, upstream.newPromise().addListener(sent -> {
            if (!sent.isSuccess()) {
                failed(sent.cause());
            }
        }));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        int bytes = packet.content().readableBytes();
        if (front.toClient(this, new DatagramPacket(packet.content().retain(), client))) {
            share.moved(0, bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        front.flushToClients();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed(cause);
    }

    private void failed(Throwable cause) {
        if (cause instanceof PortUnreachableException
                || String.valueOf(cause.getMessage()).contains("Connection refused")) {
            end(true);
        } else {
            front.cannotSend(backend, cause);
        }
    }

    @Override
    public void abort() {
        end(false);
    }

    private void end(boolean refused) {
        if (over) {
            return;
        }
        over = true;
        forget.run();
        share.remove(this);
        upstream.close();
        front.ended(this, refused);
    }
}
