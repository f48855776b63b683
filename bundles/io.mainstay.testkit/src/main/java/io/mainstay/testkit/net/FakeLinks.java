// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.Links;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.NewLink;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** The interfaces of a {@link FakeNetwork}. */
public final class FakeLinks implements Links {
    private static final int ETHERNET = Link.IFF_BROADCAST | Link.IFF_MULTICAST;
    private static final int RUNNING = Link.IFF_RUNNING | Link.IFF_LOWER_UP;

    private final TreeMap<Integer, Link> links = new TreeMap<>();
    private final Audience<Listener> audience = new Audience<>();

    /** Adds an Ethernet interface that is up and has a carrier; MAC 02:00:00:00:00:index. */
    public Link ethernet(int index, String name) {
        MacAddress mac = new MacAddress(0x0200_0000_0000L | index);
        return put(new Link(
                index,
                name,
                1,
                ETHERNET | Link.IFF_UP | RUNNING,
                Link.OperState.UP,
                true,
                1500,
                mac,
                "",
                0,
                0,
                false,
                null,
                0));
    }

    /** Adds a link, or replaces the one of its index, and tells. */
    public Link put(Link link) {
        Link before = links.put(link.index(), link);
        if (before == null) {
            audience.tell(listener -> listener.appeared(link));
        } else if (!before.equals(link)) {
            audience.tell(listener -> listener.changed(before, link));
        }
        return link;
    }

    /** Loses or gains the carrier. */
    public void carrier(int index, boolean there) {
        Link link = get(index);
        put(new Settings(link)
                .flags(RUNNING, there && link.adminUp())
                .carrier(there)
                .link());
    }

    Link get(int index) {
        Link link = links.get(index);
        if (link == null) {
            throw new IllegalArgumentException("no interface " + index);
        }
        return link;
    }

    boolean has(int index) {
        return links.containsKey(index);
    }

    int up(int index, boolean up) {
        Link link = get(index);
        put(new Settings(link)
                .flags(Link.IFF_UP, up)
                .flags(RUNNING, up && link.carrier())
                .link());
        return 0;
    }

    int mac(int index, MacAddress mac) {
        put(new Settings(get(index)).mac(mac).link());
        return 0;
    }

    int mtu(int index, int mtu) {
        put(new Settings(get(index)).mtu(mtu).link());
        return 0;
    }

    int master(int index, int master) {
        put(new Settings(get(index)).master(master).link());
        return 0;
    }

    Link remove(int index) {
        Link link = links.remove(index);
        if (link != null) {
            audience.tell(listener -> listener.disappeared(link));
        }
        return link;
    }

    /** Down, with a carrier: as the kernel creates them. */
    int create(NewLink wanted) {
        int index = links.isEmpty() ? 2 : links.lastKey() + 1;
        MacAddress own = new MacAddress(0x0200_0000_0000L | index);
        if (wanted instanceof NewLink.Macvlan m) {
            if (!has(m.parent())) {
                return Errno.ENODEV;
            }
            put(created(index, m.name(), "macvlan", m.parent(), m.mac() == null ? own : m.mac(), m.mode()));
        } else if (wanted instanceof NewLink.Ipvlan i) {
            if (!has(i.parent())) {
                return Errno.ENODEV;
            }
            put(created(index, i.name(), "ipvlan", i.parent(), get(i.parent()).mac(), null));
        } else if (wanted instanceof NewLink.VethPair v) {
            put(created(index, v.name(), "veth", index + 1, own, null));
            put(created(index + 1, v.peer(), "veth", index, new MacAddress(own.bits() + 1), null));
        } else if (wanted instanceof NewLink.Dummy d) {
            put(created(index, d.name(), "dummy", 0, own, null));
        }
        return 0;
    }

    private static Link created(int index, String name, String kind, int parent, MacAddress mac, NewLink.Mode mode) {
        return new Link(
                index, name, 1, ETHERNET, Link.OperState.DOWN, true, 1500, mac, kind, 0, parent, false, mode, 0);
    }

    @Override
    public List<Link> list() {
        return List.copyOf(links.values());
    }

    @Override
    public Optional<Link> byName(String name) {
        return links.values().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Link> byIndex(int index) {
        return Optional.ofNullable(links.get(index));
    }

    @Override
    public Runnable listen(Executor executor, Listener listener) {
        List<Link> now = list();
        return audience.admit(executor, listener, each -> now.forEach(each::appeared));
    }

    /** Changes one thing of a link. */
    private static final class Settings {
        private final Link link;
        private int flags;
        private boolean carrier;
        private int mtu;
        private MacAddress mac;
        private int master;

        Settings(Link link) {
            this.link = link;
            flags = link.flags();
            carrier = link.carrier();
            mtu = link.mtu();
            mac = link.mac();
            master = link.master();
        }

        Settings flags(int bits, boolean on) {
            flags = on ? flags | bits : flags & ~bits;
            return this;
        }

        Settings carrier(boolean there) {
            carrier = there;
            return this;
        }

        Settings mtu(int value) {
            mtu = value;
            return this;
        }

        Settings mac(MacAddress value) {
            mac = value;
            return this;
        }

        Settings master(int value) {
            master = value;
            return this;
        }

        Link link() {
            boolean running = (flags & Link.IFF_RUNNING) != 0;
            return new Link(
                    link.index(),
                    link.name(),
                    link.type(),
                    flags,
                    running ? Link.OperState.UP : Link.OperState.DOWN,
                    carrier,
                    mtu,
                    mac,
                    link.kind(),
                    master,
                    link.parent(),
                    link.parentElsewhere(),
                    link.macvlanMode(),
                    link.vrfTable());
        }
    }
}
