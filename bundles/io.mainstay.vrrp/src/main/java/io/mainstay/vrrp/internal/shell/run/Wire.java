// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.platform.net.PacketFilter;
import io.mainstay.platform.net.PacketHandler;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSocketSpec;
import io.mainstay.platform.net.ReceivedPacket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * One socket, shared by all routers of an interface and family; packets go to the router with their virtual router id.
 *
 * <p>Thread-safety: packets and routers on the time-critical loop; memberships and references under {@link Wires}' lock.
 */
public final class Wire implements PacketHandler {
    private static final int AH_HEADER = 24;
    private static final Router[] NONE = {};

    /**
     * Which socket.
     *
     * @param ifIndex 0 for unicast without an interface
     * @param ah IPv4: protocol 51 instead of 112
     * @param ttl IPv6: hop limit of what is sent
     */
    record Key(int ifIndex, boolean ipv6, boolean ah, int ttl) {}

    private final Key key;
    private final Router[][] routers = new Router[256][];
    private final byte[] scratch = new byte[4096];
    private final byte[] source = new byte[16];
    private final byte[] destination = new byte[16];
    private final Map<InetAddress, Integer> groups = new HashMap<>();
    private RawSocket socket;
    private int references;
    private boolean filterStale;
    private boolean unknownWanted;
    private long unknown;
    private long malformed;
    private int lastUnknown = -1;

    Wire(Key key) {
        this.key = key;
        Arrays.fill(routers, NONE);
    }

    Key key() {
        return key;
    }

    void opened(RawSocket opened) {
        socket = opened;
    }

    public RawSocket socket() {
        return socket;
    }

    /** Adds one reference. */
    void hold() {
        references++;
    }

    /** Takes one reference away; whether none is left. */
    boolean release() {
        return --references == 0;
    }

    /** Joins a group, or counts one more user of it; returns an errno. */
    int join(InetAddress group) {
        int users = groups.merge(group, 1, Integer::sum);
        return users == 1 ? socket.join(group, key.ifIndex()) : 0;
    }

    void leave(InetAddress group) {
        if (groups.merge(group, -1, Integer::sum) == 0) {
            groups.remove(group);
            socket.leave(group, key.ifIndex());
        }
    }

    /** An interface that comes back has forgotten its memberships. */
    void joinAgain() {
        groups.keySet().forEach(group -> socket.join(group, key.ifIndex()));
    }

    void add(Router router) {
        int id = router.plan().key().virtualRouterId();
        Router[] more = Arrays.copyOf(routers[id], routers[id].length + 1);
        more[more.length - 1] = router;
        routers[id] = more;
        filterStale = true;
    }

    void remove(Router router) {
        int id = router.plan().key().virtualRouterId();
        routers[id] = Arrays.stream(routers[id]).filter(r -> r != router).toArray(Router[]::new);
        filterStale = true;
    }

    /** Lets the kernel drop what is for nobody here, unless unknown virtual routers shall be told of. */
    void refreshFilter(boolean wantUnknown) {
        if (!filterStale && unknownWanted == wantUnknown) {
            return;
        }
        filterStale = false;
        unknownWanted = wantUnknown;
        TreeSet<Integer> ids = new TreeSet<>();
        for (int id = 0; id < routers.length; id++) {
            if (routers[id].length > 0) {
                ids.add(id);
            }
        }
        if (wantUnknown || ids.isEmpty()) {
            socket.filter(PacketFilter.ALL);
            return;
        }
        PacketFilter.Base base = key.ipv6() ? PacketFilter.Base.START : PacketFilter.Base.IPV4_PAYLOAD;
        int at = key.ah() ? AH_HEADER + 1 : 1;
        socket.filter(PacketFilter.all(PacketFilter.Match.oneOf(base, at, ids)));
    }

    @Override
    public void packet(ReceivedPacket packet, long now) {
        int length = packet.length();
        if (length > scratch.length || packet.truncated()) {
            malformed++;
            return;
        }
        packet.bytes().get(0, scratch, 0, length);
        int at = key.ipv6() ? 0 : (scratch[0] & 0x0f) * 4 + (key.ah() ? AH_HEADER : 0);
        if (at + 1 >= length) {
            malformed++;
            return;
        }
        int id = scratch[at + 1] & 0xff;
        Router[] receivers = routers[id];
        if (receivers.length == 0) {
            unknown++;
            lastUnknown = id;
            return;
        }
        packet.source(source);
        packet.destination(destination);
        int ttl = packet.ttl();
        for (Router receiver : receivers) {
            receiver.receive(scratch, length, source, destination, ttl, now);
        }
    }

    /** Adverts for virtual routers that are not configured here. */
    public long unknown() {
        return unknown;
    }

    /** The last of those; -1 when there was none. */
    public int lastUnknown() {
        return lastUnknown;
    }

    public long malformed() {
        return malformed;
    }

    public int ifIndex() {
        return key.ifIndex();
    }

    static RawSocketSpec spec(Key key, int receiveBuffer) {
        RawSocketSpec spec = RawSocketSpec.vrrp(key.ipv6(), key.ifIndex()).withReceiveBuffer(receiveBuffer);
        if (key.ipv6()) {
            return spec.withTtl(key.ttl());
        }
        return spec.withHeaderIncluded(true)
                .withProtocol(key.ah() ? RawSocketSpec.PROTOCOL_AH : RawSocketSpec.PROTOCOL_VRRP);
    }
}
