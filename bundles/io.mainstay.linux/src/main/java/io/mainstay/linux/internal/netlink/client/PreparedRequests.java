// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.netlink.codec.ChangeCodec;
import io.mainstay.linux.internal.netlink.codec.ExtendedAck;
import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.SystemCallException;
import java.util.Arrays;
import java.util.List;

/** Changes written down as netlink messages. Thread-safety: one thread at a time. */
final class PreparedRequests implements PreparedChange, Answers {
    private final SocketPool pool;
    private final List<Change> changes;
    private final RequestBatch batch;
    private final int[] errnos;
    private final String[] details;
    private int failures;

    PreparedRequests(SocketPool pool, List<Change> changes) {
        this.pool = pool;
        this.changes = List.copyOf(changes);
        batch = new RequestBatch(this.changes.stream().map(ChangeCodec::encode).toList());
        errnos = new int[batch.size()];
        details = new String[batch.size()];
        Arrays.fill(details, "");
    }

    @Override
    public int apply() {
        failures = 0;
        NetlinkSocket socket;
        try {
            socket = pool.take();
        } catch (SystemCallException e) {
            Arrays.fill(errnos, e.errno());
            return errnos.length;
        }
        try {
            Exchange.run(socket, batch, this);
        } finally {
            pool.give(socket);
        }
        return failures;
    }

    @Override
    public void ended(int request, int errno, NetlinkReader reader) {
        errnos[request] = errno;
        if (errno == 0) {
            details[request] = "";
        } else {
            failures++;
            details[request] = reader == null ? "" : ExtendedAck.message(reader);
        }
    }

    @Override
    public int size() {
        return batch.size();
    }

    @Override
    public int errno(int index) {
        return errnos[index];
    }

    @Override
    public ChangeResult result(int index) {
        return new ChangeResult(changes.get(index), errnos[index], details[index]);
    }
}
