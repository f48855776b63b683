// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.net.Namespace;
import io.mainstay.linux.internal.netlink.codec.ExtendedAck;
import io.mainstay.linux.internal.netlink.codec.NetlinkRequest;
import io.mainstay.linux.internal.netlink.codec.NftCodec;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.SystemCallException;
import java.net.Inet6Address;
import java.util.List;

/** nftables in one namespace, spoken to directly. Thread-safety: any thread. */
public final class NftFirewall implements Firewall, AutoCloseable {
    private final SocketPool pool;

    public NftFirewall(Namespace namespace) {
        pool = new SocketPool(namespace, Sys.NETLINK_NETFILTER);
    }

    @Override
    public String unavailable() {
        try {
            NetlinkSocket socket = pool.take();
            try {
                StringBuilder problem = new StringBuilder();
                Exchange.run(socket, new RequestBatch(List.of(NftCodec.generation())), (request, errno, reader) -> {
                    if (errno != 0) {
                        problem.append(SystemCallException.describe(
                                "NFT_MSG_GETGEN", "", errno, reader == null ? "" : ExtendedAck.message(reader)));
                    }
                });
                return problem.isEmpty()
                        ? ""
                        : "the kernel has no nftables, or this process must not use it: " + problem;
            } finally {
                pool.give(socket);
            }
        } catch (SystemCallException e) {
            return "the kernel has no nftables: " + e.getMessage();
        }
    }

    @Override
    public Table table(String name, int priority, boolean counters) throws SystemCallException {
        return NftTable.create(this, name, priority, counters);
    }

    @Override
    public void marks(String table, int priority, List<Marked> marks) throws SystemCallException {
        for (boolean ipv6 : new boolean[] {false, true}) {
            List<Marked> ofFamily = marks.stream()
                    .filter(mark -> mark.address() instanceof Inet6Address == ipv6)
                    .toList();
            try {
                change("table " + (ipv6 ? "ip6 " : "ip ") + table, NftMarks.requests(ipv6, table, priority, ofFamily));
            } catch (SystemCallException e) {
                boolean noFamily = e.errno() == Errno.EOPNOTSUPP || e.errno() == Errno.EAFNOSUPPORT;
                if (!noFamily || !ofFamily.isEmpty()) {
                    throw e;
                }
            }
        }
    }

    /** Carries out a transaction; an errno. */
    int run(NftTransaction transaction) {
        try {
            NetlinkSocket socket = pool.take();
            try {
                return transaction.run(socket);
            } finally {
                pool.give(socket);
            }
        } catch (SystemCallException e) {
            return e.errno();
        }
    }

    /** Carries out requests now, or throws. */
    void change(String what, List<NetlinkRequest> requests) throws SystemCallException {
        NftTransaction transaction = new NftTransaction(requests);
        int errno = run(transaction);
        if (errno != 0) {
            throw new SystemCallException("nftables", what, errno, transaction.detail());
        }
    }

    /** Makes sure that a socket is ready. */
    void warm() throws SystemCallException {
        pool.give(pool.take());
    }

    @Override
    public void close() {
        pool.close();
    }
}
