// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket in the loop's epoll set, edge-triggered: registered once for everything, so that no system call ever changes what
 * it waits for.
 */
final class EpollWire implements Wire, EpollIoHandle, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(EpollWire.class);
    private static final EpollIoOps ALL = EpollIoOps.EPOLLIN
            .with(EpollIoOps.EPOLLOUT)
            .with(EpollIoOps.EPOLLRDHUP)
            .with(EpollIoOps.EPOLLET);
    private static final int HANG_UP = 0x10; // EPOLLHUP
    private static final int ENDED = Native.EPOLLRDHUP | Native.EPOLLERR | HANG_UP;

    private final ProxyLoop loop;
    private final Socket socket;
    private IoRegistration registration;
    private Events events;
    private boolean readable;
    private boolean writable;
    /** The peer has ended its stream or died: short reads no longer mean that there is nothing more to learn. */
    private boolean ended;

    /** EPOLLHUP or EPOLLERR was seen. */
    private boolean dead;

    private boolean closed;

    EpollWire(ProxyLoop loop, Socket socket, boolean connected) {
        this.loop = loop;
        this.socket = socket;
        this.writable = connected;
    }

    @Override
    public void open(Events newEvents) throws IOException {
        events = newEvents;
        // Completes at once: we are on the loop's thread.
        registration = loop.events().register(this).getNow();
        if (registration == null) {
            throw new IOException("the event loop takes no more sockets");
        }
        registration.submit(ALL);
    }

    @Override
    public void events(Events newEvents) {
        events = newEvents;
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        if (closed) {
            return;
        }
        int ops = ((EpollIoEvent) event).ops().value();
        if ((ops & ENDED) != 0) {
            ended = true;
            readable = true;
            dead |= (ops & (Native.EPOLLERR | HANG_UP)) != 0;
        }
        if ((ops & Native.EPOLLIN) != 0) {
            readable = true;
        }
        if ((ops & (Native.EPOLLOUT | Native.EPOLLERR | HANG_UP)) != 0) {
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

    @Override
    public boolean dead() {
        return dead;
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (!writable) {
            return false;
        }
        // Writable without an error is connected; only a failure has to be asked for.
        return !dead || socket.finishConnect();
    }

    @Override
    public void acknowledge() {
        try {
            socket.setIntOpt(EpollTransport.IPPROTO_TCP, EpollTransport.TCP_QUICKACK, 1);
        } catch (IOException e) {
            LOG.debug("TCP_QUICKACK refused; the kernel acknowledges a little later", e);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int room = into.remaining();
        int count = socket.recv(into, into.position(), into.limit());
        if (count > 0) {
            into.position(into.position() + count);
            if (count < room && !ended) {
                readable = false; // empty now; what comes later raises a new event
            }
        } else if (count == 0) {
            readable = false;
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int room = from.remaining();
        int count = socket.send(from, from.position(), from.limit());
        if (count > 0) {
            from.position(from.position() + count);
        }
        if (count < room) {
            writable = false;
        }
        return count;
    }

    int spliceInto(FileDescriptor pipe, int length) throws IOException {
        int count = Native.splice(socket.intValue(), -1, pipe.intValue(), -1, length);
        if (count == 0 && !ended) {
            readable = false;
        }
        return count;
    }

    int spliceFrom(FileDescriptor pipe, int length) throws IOException {
        int count = Native.splice(pipe.intValue(), -1, socket.intValue(), -1, length);
        if (count == 0) {
            writable = false;
        }
        return count;
    }

    @Override
    public void shutdownOutput() throws IOException {
        try {
            socket.shutdown(false, true);
        } catch (NotYetConnectedException e) {
            throw new IOException("connection reset", e); // how Netty words ENOTCONN, whatever was before
        }
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
                socket.setSoLinger(0);
            } catch (IOException e) {
                LOG.debug("SO_LINGER refused, closing in the ordinary way", e);
            }
            close();
        }
    }

    /** Gives the descriptor back. */
    @Override
    public void run() {
        try {
            socket.close(); // first: a closed descriptor has left the epoll set without another system call
        } catch (IOException e) {
            LOG.debug("close failed", e);
        }
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }
}
