// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket channel in the loop's selector. A selector repeats an event for as long as it is true, so interest in it is taken
 * back when it comes, and renewed when a read or write has found that it no longer is.
 */
final class NioWire extends NioSelectableChannelIoHandle<SocketChannel> implements Wire, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(NioWire.class);

    private final ProxyLoop loop;
    private final SocketChannel channel;
    private IoRegistration registration;
    private SelectionKey key;
    private Events events;
    private boolean readable;
    private boolean writable;
    private boolean closed;

    NioWire(ProxyLoop loop, SocketChannel channel) {
        super(channel);
        this.loop = loop;
        this.channel = channel;
        this.writable = channel.isConnected();
    }

    @Override
    public void open(Events newEvents) throws IOException {
        events = newEvents;
        registration = loop.events().register(this).getNow();
        if (registration == null) {
            throw new IOException("the event loop takes no more sockets");
        }
        key = registration.attachment();
        registration.submit(channel.isConnected() ? NioIoOps.READ : NioIoOps.CONNECT);
    }

    @Override
    public void events(Events newEvents) {
        events = newEvents;
    }

    @Override
    protected void handle(SocketChannel from, SelectionKey ready) {
        if (closed) {
            return;
        }
        try {
            int ops = ready.readyOps();
            ready.interestOps(ready.interestOps() & ~ops);
            if ((ops & SelectionKey.OP_READ) != 0) {
                readable = true;
            }
            if ((ops & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0) {
                writable = true;
            }
        } catch (CancelledKeyException e) {
            readable = true; // reading will say what is wrong
            writable = true;
        }
        try {
            events.ready(this);
        } catch (RuntimeException | Error e) {
            events.failed(e); // an error must end this connection, not the loop with all of them
        }
    }

    @Override
    public boolean readable() {
        return readable;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    /** A selector cannot tell; the next write will. */
    @Override
    public boolean dead() {
        return false;
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (!writable) {
            return false;
        }
        boolean connected = channel.finishConnect();
        if (connected) {
            await(SelectionKey.OP_READ);
        } else {
            writable = false;
            await(SelectionKey.OP_CONNECT);
        }
        return connected;
    }

    /** The kernel did so on its own. */
    @Override
    public void acknowledge() {}

    @Override
    public int read(ByteBuffer into) throws IOException {
        int room = into.remaining();
        int count = channel.read(into);
        if (count >= 0 && count < room) {
            readable = false;
            await(SelectionKey.OP_READ);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = channel.write(from);
        if (from.hasRemaining()) {
            writable = false;
            await(SelectionKey.OP_WRITE);
        }
        return count;
    }

    private void await(int operation) {
        if (!closed && key != null && key.isValid()) {
            key.interestOps(key.interestOps() | operation);
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            readable = false;
            writable = false;
            loop.afterEvents(this);
        }
    }

    @Override
    public void reset() {
        if (!closed) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                LOG.debug("SO_LINGER refused, closing in the ordinary way", e);
            }
            close();
        }
    }

    /** Gives the descriptor back. */
    @Override
    public void run() {
        if (registration != null) {
            registration.cancel();
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("close failed", e);
        }
    }
}
