// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pipe between two {@link EpollWire}s. */
final class EpollConduit implements Conduit {
    private static final Logger LOG = LoggerFactory.getLogger(EpollConduit.class);
    /** The kernel limits a pipe by segments, not by bytes; this is only an upper bound for one call. */
    private static final int AT_ONCE = 1 << 20;

    private static final int IDLE_PIPES = 16;

    private final FileDescriptor out;
    private final FileDescriptor in;
    private final Deque<EpollConduit> idle;
    private int held;

    EpollConduit(Deque<EpollConduit> idle) throws IOException {
        FileDescriptor[] pipe = FileDescriptor.pipe();
        this.out = pipe[0];
        this.in = pipe[1];
        this.idle = idle;
    }

    @Override
    public int held() {
        return held;
    }

    @Override
    public int fill(Wire from) throws IOException {
        int count = ((EpollWire) from).spliceInto(in, AT_ONCE);
        held += count;
        return count;
    }

    @Override
    public int drain(Wire to) throws IOException {
        int count = ((EpollWire) to).spliceFrom(out, held);
        held -= count;
        return count;
    }

    @Override
    public void release() {
        if (held == 0 && idle.size() < IDLE_PIPES) {
            idle.push(this);
            return;
        }
        try {
            in.close();
            out.close();
        } catch (IOException e) {
            LOG.debug("closing a pipe failed", e);
        }
    }
}
