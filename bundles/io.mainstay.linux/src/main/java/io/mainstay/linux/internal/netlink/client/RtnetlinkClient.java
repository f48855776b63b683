// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.net.Namespace;
import io.mainstay.linux.internal.netlink.codec.ExtendedAck;
import io.mainstay.linux.internal.netlink.codec.LinkCodec;
import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.linux.internal.netlink.codec.NetlinkRequest;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.SystemCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Requests to the routing tables of one namespace. Thread-safety: any thread. */
public final class RtnetlinkClient implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final int WARM_UP_ROUNDS = 250;

    private final SocketPool pool;
    private final AtomicBoolean cold = new AtomicBoolean(true);

    public RtnetlinkClient(Namespace namespace) {
        pool = new SocketPool(namespace, Sys.NETLINK_ROUTE);
    }

    /**
     * A list as of one instant.
     *
     * @param what for messages: {@code "RTM_GETADDR"}
     * @param type of the messages that are entries
     */
    public <T> List<T> list(String what, NetlinkRequest request, int type, Decoder<T> decoder)
            throws SystemCallException {
        NetlinkSocket socket = pool.take();
        try {
            RequestBatch batch = new RequestBatch(List.of(request));
            int errno = Exchange.INTERRUPTED;
            List<T> entries = List.of();
            for (int i = 0; i < ATTEMPTS && errno == Exchange.INTERRUPTED; i++) {
                List<T> found = new ArrayList<>();
                errno = Exchange.dump(socket, batch, reader -> {
                    if (reader.type() == type) {
                        T entry = decoder.decode(reader.bytes(), reader.payload(), reader.payloadLength());
                        if (entry != null) {
                            found.add(entry);
                        }
                    }
                });
                entries = found;
            }
            if (errno > 0) {
                throw new SystemCallException(what, "list", errno);
            }
            return entries; // after ever so many changes in between, the last one: better than none
        } finally {
            pool.give(socket);
        }
    }

    /** One entry; empty when the kernel has none. */
    public <T> Optional<T> get(String what, NetlinkRequest request, int type, Decoder<T> decoder)
            throws SystemCallException {
        NetlinkSocket socket = pool.take();
        try {
            One<T> one = new One<>(type, decoder);
            Exchange.run(socket, new RequestBatch(List.of(request)), one);
            if (one.errno == Errno.ENODEV || one.errno == Errno.ENOENT) {
                return Optional.empty();
            }
            if (one.errno != 0) {
                throw new SystemCallException(what, "get", one.errno, one.detail);
            }
            return Optional.ofNullable(one.entry);
        } finally {
            pool.give(socket);
        }
    }

    /** Writes changes down; a socket is ready for them. */
    public PreparedChange prepare(List<Change> changes) throws SystemCallException {
        NetlinkSocket socket = pool.take();
        try {
            if (cold.compareAndSet(true, false)) {
                warmUp(socket);
            }
        } finally {
            pool.give(socket);
        }
        return new PreparedRequests(pool, changes);
    }

    /** Harmless questions, so that the first takeover finds classes loaded and code compiled; some milliseconds. */
    private static void warmUp(NetlinkSocket socket) {
        RequestBatch question = new RequestBatch(List.of(LinkCodec.get(1)));
        Answers nobody = (request, errno, reader) -> {};
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            Exchange.run(socket, question, nobody);
        }
    }

    /** Carries changes out now. */
    public List<ChangeResult> apply(List<Change> changes) throws SystemCallException {
        PreparedChange prepared = prepare(changes);
        prepared.apply();
        List<ChangeResult> results = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            results.add(prepared.result(i));
        }
        return results;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Takes the answer to a single question. */
    private static final class One<T> implements Answers {
        private final int type;
        private final Decoder<T> decoder;
        private T entry;
        private int errno;
        private String detail = "";

        One(int type, Decoder<T> decoder) {
            this.type = type;
            this.decoder = decoder;
        }

        @Override
        public void message(int request, NetlinkReader reader) {
            if (reader.type() == type) {
                entry = decoder.decode(reader.bytes(), reader.payload(), reader.payloadLength());
            }
        }

        @Override
        public void ended(int request, int result, NetlinkReader reader) {
            errno = result;
            detail = reader == null || result == 0 ? "" : ExtendedAck.message(reader);
        }
    }
}
