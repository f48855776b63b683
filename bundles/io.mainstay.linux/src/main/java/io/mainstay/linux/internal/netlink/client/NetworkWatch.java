// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.linux.internal.net.Namespace;
import io.mainstay.linux.internal.netlink.codec.AddressCodec;
import io.mainstay.linux.internal.netlink.codec.LinkCodec;
import io.mainstay.linux.internal.netlink.codec.RouteCodec;
import io.mainstay.linux.internal.netlink.codec.RuleCodec;
import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.Links;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.Routes;
import io.mainstay.platform.net.Rule;
import io.mainstay.platform.net.Rules;
import io.mainstay.platform.net.SystemCallException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executor;

/** The lists and the changes of one namespace's links, addresses, routes and rules. Thread-safety: any thread. */
public final class NetworkWatch implements AutoCloseable {
    private static final int RTNLGRP_LINK = 1;
    private static final int RTNLGRP_IPV4_IFADDR = 5;
    private static final int RTNLGRP_IPV4_ROUTE = 7;
    private static final int RTNLGRP_IPV4_RULE = 8;
    private static final int RTNLGRP_IPV6_IFADDR = 9;
    private static final int RTNLGRP_IPV6_ROUTE = 11;
    private static final int RTNLGRP_IPV6_RULE = 19;

    /** Some thousand changes while the thread that reads them does not run. */
    private static final int RECEIVE_BUFFER = 2 * 1024 * 1024;

    private final Namespace namespace;
    private final int receiveBuffer;
    private final RtnetlinkClient client;
    private final TableTopic<Integer, Link, Links.Listener> links;
    private final TableTopic<AddressKey, InterfaceAddress, Addresses.Listener> addresses;
    private final EventTopic<Route, Routes.Listener> routes;
    private final EventTopic<Rule, Rules.Listener> rules;
    private Monitor monitor;
    private boolean closed;

    public NetworkWatch(Namespace namespace, RtnetlinkClient client) {
        this(namespace, client, RECEIVE_BUFFER);
    }

    NetworkWatch(Namespace namespace, RtnetlinkClient client, int receiveBuffer) {
        this.namespace = namespace;
        this.receiveBuffer = receiveBuffer;
        this.client = client;
        links = new TableTopic<>(new TableTopic.Kind<>(
                List.of(RTNLGRP_LINK),
                LinkCodec.NEW,
                LinkCodec.DELETE,
                LinkCodec::decode,
                this::links,
                Link::index,
                Link::equals,
                new LinkTeller()));
        addresses = new TableTopic<>(new TableTopic.Kind<>(
                List.of(RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR),
                AddressCodec.NEW,
                AddressCodec.DELETE,
                AddressCodec::decode,
                this::addresses,
                AddressKey::of,
                NetworkWatch::sameAddress,
                new AddressTeller()));
        routes = new EventTopic<>(new EventTopic.Kind<>(
                List.of(RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE),
                RouteCodec.NEW,
                RouteCodec.DELETE,
                RouteCodec::decode,
                Routes.Listener::added,
                Routes.Listener::deleted,
                Routes.Listener::resync));
        rules = new EventTopic<>(new EventTopic.Kind<>(
                List.of(RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_RULE),
                RuleCodec.NEW,
                RuleCodec.DELETE,
                RuleCodec::decode,
                Rules.Listener::added,
                Rules.Listener::deleted,
                Rules.Listener::resync));
    }

    public List<Link> links() throws SystemCallException {
        return client.list("RTM_GETLINK", LinkCodec.list(), LinkCodec.NEW, LinkCodec::decode);
    }

    public List<InterfaceAddress> addresses() throws SystemCallException {
        return client.list("RTM_GETADDR", AddressCodec.list(), AddressCodec.NEW, AddressCodec::decode);
    }

    public List<Route> routes() throws SystemCallException {
        return client.list("RTM_GETROUTE", RouteCodec.list(), RouteCodec.NEW, RouteCodec::decode);
    }

    public List<Rule> rules() throws SystemCallException {
        return client.list("RTM_GETRULE", RuleCodec.list(), RuleCodec.NEW, RuleCodec::decode);
    }

    public Runnable listen(Executor executor, Links.Listener listener) throws SystemCallException {
        return listen(links, () -> links.subscribe(executor, listener), links::unsubscribe);
    }

    public Runnable listen(Executor executor, Addresses.Listener listener) throws SystemCallException {
        return listen(addresses, () -> addresses.subscribe(executor, listener), addresses::unsubscribe);
    }

    public Runnable listen(Executor executor, Routes.Listener listener) throws SystemCallException {
        return listen(routes, () -> routes.subscribe(executor, listener), routes::unsubscribe);
    }

    public Runnable listen(Executor executor, Rules.Listener listener) throws SystemCallException {
        return listen(rules, () -> rules.subscribe(executor, listener), rules::unsubscribe);
    }

    private <L> Runnable listen(
            Topic topic,
            java.util.function.Supplier<Subscribers.Subscriber<L>> subscribe,
            java.util.function.Consumer<Subscribers.Subscriber<L>> unsubscribe)
            throws SystemCallException {
        Monitor watching = monitor();
        Subscribers.Subscriber<L> subscriber = watching.call(() -> {
            watching.begin(topic);
            return subscribe.get();
        });
        return () -> {
            subscriber.end();
            watching.post(() -> {
                unsubscribe.accept(subscriber);
                watching.endUnwanted(topic);
            });
        };
    }

    /** For tests: how often messages were lost. */
    long overruns() throws SystemCallException {
        return monitor().overruns();
    }

    private synchronized Monitor monitor() throws SystemCallException {
        if (closed) {
            throw new IllegalStateException("the network was closed");
        }
        if (monitor == null) {
            monitor = new Monitor(namespace, Sys.NETLINK_ROUTE, receiveBuffer, "mainstay-netlink" + namespace.suffix());
        }
        return monitor;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (monitor != null) {
            monitor.close();
        }
    }

    /** Lifetimes that run down are no change. */
    private static boolean sameAddress(InterfaceAddress one, InterfaceAddress other) {
        return timeless(one).equals(timeless(other));
    }

    private static InterfaceAddress timeless(InterfaceAddress address) {
        return new InterfaceAddress(
                address.ifIndex(),
                address.address(),
                address.prefixLength(),
                address.peer(),
                address.broadcast(),
                address.scope(),
                address.label(),
                address.flags(),
                address.validSeconds() == InterfaceAddress.FOREVER ? 1 : 0,
                address.preferredSeconds() == InterfaceAddress.FOREVER ? 1 : 0,
                address.protocol());
    }

    private record AddressKey(int ifIndex, InetAddress address, int prefixLength, InetAddress peer) {
        static AddressKey of(InterfaceAddress address) {
            return new AddressKey(address.ifIndex(), address.address(), address.prefixLength(), address.peer());
        }
    }

    private static final class LinkTeller implements TableTopic.Teller<Link, Links.Listener> {
        @Override
        public void appeared(Links.Listener listener, Link link) {
            listener.appeared(link);
        }

        @Override
        public void changed(Links.Listener listener, Link before, Link after) {
            listener.changed(before, after);
        }

        @Override
        public void disappeared(Links.Listener listener, Link last) {
            listener.disappeared(last);
        }
    }

    private static final class AddressTeller implements TableTopic.Teller<InterfaceAddress, Addresses.Listener> {
        @Override
        public void appeared(Addresses.Listener listener, InterfaceAddress address) {
            listener.added(address);
        }

        @Override
        public void changed(Addresses.Listener listener, InterfaceAddress before, InterfaceAddress after) {
            listener.changed(before, after);
        }

        @Override
        public void disappeared(Addresses.Listener listener, InterfaceAddress last) {
            listener.deleted(last);
        }
    }
}
