// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import io.mainstay.linux.internal.netlink.client.LinuxGenericNetlink;
import io.mainstay.linux.internal.netlink.client.NetworkWatch;
import io.mainstay.linux.internal.netlink.client.NftFirewall;
import io.mainstay.linux.internal.netlink.client.RtnetlinkClient;
import io.mainstay.linux.internal.netlink.codec.LinkCodec;
import io.mainstay.linux.internal.netlink.codec.NeighbourCodec;
import io.mainstay.linux.internal.packet.LinuxLinkSockets;
import io.mainstay.linux.internal.packet.LinuxRawSockets;
import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.LinkSockets;
import io.mainstay.platform.net.Links;
import io.mainstay.platform.net.Neighbours;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.RawSockets;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.Routes;
import io.mainstay.platform.net.Rule;
import io.mainstay.platform.net.Rules;
import io.mainstay.platform.net.Sysctls;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.platform.netlink.GenericNetlink;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The ports of one namespace. Thread-safety: any thread. */
final class LinuxNetwork implements Network, AutoCloseable {
    private final Namespace namespace;
    private final RtnetlinkClient client;
    private final NetworkWatch watch;
    private final LinuxRawSockets rawSockets;
    private final LinuxLinkSockets linkSockets;
    private final ProcSysctls sysctls;
    private final NftFirewall firewall;
    private final LinuxGenericNetlink genericNetlink;

    LinuxNetwork(Namespace namespace) {
        this.namespace = namespace;
        client = new RtnetlinkClient(namespace);
        watch = new NetworkWatch(namespace, client);
        rawSockets = new LinuxRawSockets(namespace);
        linkSockets = new LinuxLinkSockets(namespace);
        sysctls = new ProcSysctls(namespace);
        firewall = new NftFirewall(namespace);
        genericNetlink = new LinuxGenericNetlink(namespace);
    }

    @Override
    public String namespace() {
        return namespace.name();
    }

    @Override
    public RawSockets rawSockets() {
        return rawSockets;
    }

    @Override
    public LinkSockets linkSockets() {
        return linkSockets;
    }

    @Override
    public Links links() {
        return new Links() {
            @Override
            public List<Link> list() throws SystemCallException {
                return watch.links();
            }

            @Override
            public Optional<Link> byName(String name) throws SystemCallException {
                return client.get("RTM_GETLINK " + name, LinkCodec.get(name), LinkCodec.NEW, LinkCodec::decode);
            }

            @Override
            public Optional<Link> byIndex(int index) throws SystemCallException {
                return client.get("RTM_GETLINK " + index, LinkCodec.get(index), LinkCodec.NEW, LinkCodec::decode);
            }

            @Override
            public Runnable listen(Executor executor, Listener listener) throws SystemCallException {
                return watch.listen(executor, listener);
            }
        };
    }

    @Override
    public Addresses addresses() {
        return new Addresses() {
            @Override
            public List<InterfaceAddress> list() throws SystemCallException {
                return watch.addresses();
            }

            @Override
            public Runnable listen(Executor executor, Listener listener) throws SystemCallException {
                return watch.listen(executor, listener);
            }
        };
    }

    @Override
    public Routes routes() {
        return new Routes() {
            @Override
            public List<Route> list() throws SystemCallException {
                return watch.routes();
            }

            @Override
            public Runnable listen(Executor executor, Listener listener) throws SystemCallException {
                return watch.listen(executor, listener);
            }
        };
    }

    @Override
    public Rules rules() {
        return new Rules() {
            @Override
            public List<Rule> list() throws SystemCallException {
                return watch.rules();
            }

            @Override
            public Runnable listen(Executor executor, Listener listener) throws SystemCallException {
                return watch.listen(executor, listener);
            }
        };
    }

    @Override
    public Neighbours neighbours() {
        return () -> client.list("RTM_GETNEIGH", NeighbourCodec.list(), NeighbourCodec.NEW, NeighbourCodec::decode);
    }

    @Override
    public Sysctls sysctls() {
        return sysctls;
    }

    @Override
    public Firewall firewall() {
        return firewall;
    }

    @Override
    public GenericNetlink genericNetlink() {
        return genericNetlink;
    }

    @Override
    public PreparedChange prepare(List<Change> changes) throws SystemCallException {
        return client.prepare(changes);
    }

    @Override
    public List<ChangeResult> apply(List<Change> changes) throws SystemCallException {
        return client.apply(changes);
    }

    @Override
    public void close() {
        watch.close();
        client.close();
        genericNetlink.close();
        firewall.close();
        namespace.close();
    }
}
