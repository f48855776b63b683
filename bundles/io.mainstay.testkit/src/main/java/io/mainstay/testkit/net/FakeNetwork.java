// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.LinkSockets;
import io.mainstay.platform.net.Neighbour;
import io.mainstay.platform.net.Neighbours;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSocketSpec;
import io.mainstay.platform.net.RawSockets;
import io.mainstay.platform.net.SystemCallException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A network in memory. Changes end as the kernel's do (EEXIST, EADDRNOTAVAIL, ENODEV; addresses and routes go with their
 * link), listeners are told through their executor, and everything that was asked is kept in {@link #changes}.
 */
public final class FakeNetwork implements Network, RawSockets, LinkSockets {
    private final String namespace;
    private final FakeLinks links = new FakeLinks();
    private final FakeAddresses addresses = new FakeAddresses();
    private final FakeRoutes routes = new FakeRoutes();
    private final FakeRules rules = new FakeRules();
    private final FakeSysctls sysctls = new FakeSysctls();
    private final FakeFirewall firewall = new FakeFirewall();
    private final FakeGenericNetlink genericNetlink = new FakeGenericNetlink();
    private final List<Neighbour> neighbours = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<Predicate<Change>, Integer> failures = new HashMap<>();
    private final List<FakeRawSocket> rawSockets = new ArrayList<>();
    private final List<FakeLinkSocket> linkSockets = new ArrayList<>();
    private int openErrno;

    public FakeNetwork() {
        this("");
    }

    public FakeNetwork(String namespace) {
        this.namespace = namespace;
    }

    /** The interface vanishes, with its addresses and routes. */
    public void remove(int index) {
        addresses.removeAllOf(index);
        routes.removeAllOf(index);
        links.remove(index);
    }

    /** Lets every change that matches end with this errno, until {@link #succeed}. */
    public void fail(Predicate<Change> which, int errno) {
        failures.put(which, errno);
    }

    public void succeed() {
        failures.clear();
    }

    /** Lets opening a socket fail; 0 ends it. */
    public void failOpening(int errno) {
        openErrno = errno;
    }

    /** All changes that were asked, oldest first. */
    public List<Change> changes() {
        return changes;
    }

    /** All raw sockets that were opened, oldest first, closed ones too. */
    public List<FakeRawSocket> opened() {
        return rawSockets;
    }

    /** All link sockets that were opened, oldest first, closed ones too. */
    public List<FakeLinkSocket> openedForFrames() {
        return linkSockets;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public RawSockets rawSockets() {
        return this;
    }

    @Override
    public LinkSockets linkSockets() {
        return this;
    }

    @Override
    public FakeLinks links() {
        return links;
    }

    @Override
    public FakeAddresses addresses() {
        return addresses;
    }

    @Override
    public FakeRoutes routes() {
        return routes;
    }

    @Override
    public FakeRules rules() {
        return rules;
    }

    @Override
    public Neighbours neighbours() {
        return () -> List.copyOf(neighbours);
    }

    @Override
    public FakeSysctls sysctls() {
        return sysctls;
    }

    @Override
    public FakeFirewall firewall() {
        return firewall;
    }

    @Override
    public FakeGenericNetlink genericNetlink() {
        return genericNetlink;
    }

    @Override
    public List<ChangeResult> apply(List<Change> wanted) {
        List<ChangeResult> results = new ArrayList<>();
        for (Change change : wanted) {
            changes.add(change);
            results.add(new ChangeResult(change, carryOut(change), ""));
        }
        return results;
    }

    @Override
    public PreparedChange prepare(List<Change> wanted) {
        List<Change> all = List.copyOf(wanted);
        return new PreparedChange() {
            private List<ChangeResult> results = List.of();

            @Override
            public int apply() {
                results = FakeNetwork.this.apply(all);
                return (int) results.stream().filter(result -> !result.ok()).count();
            }

            @Override
            public int size() {
                return all.size();
            }

            @Override
            public int errno(int index) {
                return results.get(index).errno();
            }

            @Override
            public ChangeResult result(int index) {
                return results.get(index);
            }
        };
    }

    private int carryOut(Change change) {
        for (Map.Entry<Predicate<Change>, Integer> failure : failures.entrySet()) {
            if (failure.getKey().test(change)) {
                return failure.getValue();
            }
        }
        if (change instanceof Change.AddAddress add) {
            return on(add.address().ifIndex(), () -> addresses.add(add.address()));
        } else if (change instanceof Change.ReplaceAddress replace) {
            return on(replace.address().ifIndex(), () -> addresses.replace(replace.address()));
        } else if (change instanceof Change.DeleteAddress delete) {
            return on(delete.address().ifIndex(), () -> addresses.delete(delete.address()));
        } else if (change instanceof Change.AddRoute add) {
            int ifIndex = add.route().ifIndex();
            return ifIndex == 0
                    ? routes.add(add.route(), add.placement())
                    : on(ifIndex, () -> routes.add(add.route(), add.placement()));
        } else if (change instanceof Change.DeleteRoute delete) {
            return routes.delete(delete.route());
        } else if (change instanceof Change.AddRule add) {
            return rules.add(add.rule());
        } else if (change instanceof Change.DeleteRule delete) {
            return rules.delete(delete.rule());
        } else if (change instanceof Change.SetNeighbour set) {
            forget(set.neighbour());
            neighbours.add(set.neighbour());
            return 0;
        } else if (change instanceof Change.DeleteNeighbour delete) {
            return forget(delete.neighbour()) ? 0 : Errno.ENOENT;
        }
        return carryOutOnLink(change);
    }

    private int carryOutOnLink(Change change) {
        if (change instanceof Change.AddLink add) {
            if (links.byName(add.link().name()).isPresent()) {
                return Errno.EEXIST;
            }
            return links.create(add.link());
        } else if (change instanceof Change.DeleteLink delete) {
            return on(delete.index(), () -> {
                remove(delete.index());
                return 0;
            });
        } else if (change instanceof Change.SetUp up) {
            return on(up.index(), () -> links.up(up.index(), up.up()));
        } else if (change instanceof Change.SetMac mac) {
            return on(mac.index(), () -> links.mac(mac.index(), mac.mac()));
        } else if (change instanceof Change.SetMtu mtu) {
            return on(mtu.index(), () -> links.mtu(mtu.index(), mtu.mtu()));
        } else if (change instanceof Change.SetMaster master) {
            return on(master.index(), () -> links.master(master.index(), master.master()));
        } else if (change instanceof Change.SetAddressGeneration mode) {
            return on(mode.index(), () -> 0);
        } else if (change instanceof Change.SetGroup group) {
            return on(group.index(), () -> 0);
        }
        throw new IllegalArgumentException(change.toString());
    }

    private boolean forget(Neighbour like) {
        return neighbours.removeIf(
                each -> each.ifIndex() == like.ifIndex() && each.address().equals(like.address()));
    }

    private int on(int ifIndex, java.util.function.IntSupplier what) {
        return links.has(ifIndex) ? what.getAsInt() : Errno.ENODEV;
    }

    @Override
    public RawSocket open(PunctualLoop loop, RawSocketSpec spec, PacketHandler handler) throws SystemCallException {
        failWhenAsked(spec.toString());
        FakeRawSocket socket = new FakeRawSocket((FakePunctualLoop) loop, spec, handler);
        rawSockets.add(socket);
        return socket;
    }

    @Override
    public LinkSocket open(PunctualLoop loop) throws SystemCallException {
        return open(loop, 0, 0, PacketFilter.ALL, null);
    }

    @Override
    public LinkSocket open(PunctualLoop loop, int ifIndex, int etherType, PacketFilter filter, PacketHandler handler)
            throws SystemCallException {
        failWhenAsked("AF_PACKET");
        FakeLinkSocket socket = new FakeLinkSocket((FakePunctualLoop) loop, ifIndex, etherType, filter, handler);
        linkSockets.add(socket);
        return socket;
    }

    private void failWhenAsked(String arguments) throws SystemCallException {
        if (openErrno != 0) {
            throw new SystemCallException("socket", arguments, openErrno);
        }
    }
}
