// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.carp.internal.codec.AdvertDecoder;
import io.mainstay.carp.internal.codec.AdvertPacket;
import io.mainstay.carp.internal.codec.CarpShape;
import io.mainstay.carp.internal.codec.GratuitousArp;
import io.mainstay.carp.internal.plan.CarpPlan;
import io.mainstay.carp.internal.plan.Family;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.platform.net.UnsolicitedAdvertisement;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes outfits. Thread-safety: control thread. */
final class OutfitMaker {
    private static final String FORWARDING = "ipv6/conf/all/forwarding";

    private final Network network;
    private final LinkSocket frames;
    private final SplittableRandom random;

    /** @param frames sends announcements and broadcasts, for all instances */
    OutfitMaker(Network network, LinkSocket frames, long seed) {
        this.network = network;
        this.frames = frames;
        random = new SplittableRandom(seed);
    }

    /**
     * @param ground with an interface and a source of at least one family
     * @param wires of the families that have a source
     * @param before addresses that an earlier configuration may have installed
     */
    Outfit make(CarpInstance instance, Ground ground, Map<Family, Wire> wires, List<InterfaceAddress> before)
            throws SystemCallException {
        CarpShape shape = CarpPlan.shape(instance);
        List<Way> ways = new ArrayList<>();
        for (Map.Entry<Family, Wire> wire : wires.entrySet()) {
            addWays(ways, instance, ground, shape, wire.getKey(), wire.getValue());
        }
        List<InterfaceAddress> addresses = KernelAddresses.of(instance, ground);
        List<InterfaceAddress> outdated = before.stream()
                .filter(old -> addresses.stream().noneMatch(each -> Host.same(each, old)))
                .toList();
        return new Outfit(
                decoder(Family.IPV4, instance, ground, shape, wires),
                decoder(Family.IPV6, instance, ground, shape, wires),
                ways,
                prepare(addresses, Change.AddAddress::new),
                prepare(addresses, Change.DeleteAddress::new),
                prepare(outdated, Change.DeleteAddress::new),
                announcements(instance, ground),
                frames);
    }

    private void addWays(
            List<Way> ways, CarpInstance instance, Ground ground, CarpShape shape, Family family, Wire wire) {
        InetAddress source = ground.source(family).orElseThrow();
        List<InetAddress> peers = family.peers(instance);
        if (peers.isEmpty()) {
            AdvertPacket packet = packet(shape, source, family.group(instance));
            ways.add(
                    instance.transport().broadcast() && family == Family.IPV4
                            ? Way.broadcast(
                                    packet,
                                    frames,
                                    ground.ifIndex(),
                                    ground.mac().bytes())
                            : routed(packet, wire, family.group(instance), source, ground));
        }
        for (InetAddress peer : peers) {
            ways.add(routed(packet(shape, source, peer), wire, peer, source, ground));
        }
    }

    private AdvertPacket packet(CarpShape shape, InetAddress source, InetAddress destination) {
        return new AdvertPacket(shape, source, destination, random.nextInt(0x10000));
    }

    private static Way routed(AdvertPacket packet, Wire wire, InetAddress to, InetAddress source, Ground ground) {
        return Way.routed(packet, wire.socket(), wire.socket().target(to, source, ground.ifIndex()));
    }

    private static AdvertDecoder decoder(
            Family family, CarpInstance instance, Ground ground, CarpShape shape, Map<Family, Wire> wires) {
        if (!wires.containsKey(family)) {
            return null;
        }
        return new AdvertDecoder(
                shape, CarpPlan.expected(instance, family, ground.source(family).orElseThrow()));
    }

    private PreparedChange prepare(
            List<InterfaceAddress> addresses, java.util.function.Function<InterfaceAddress, Change> change)
            throws SystemCallException {
        return network.prepare(addresses.stream().map(change).toList());
    }

    private List<Outfit.Announcement> announcements(CarpInstance instance, Ground ground) throws SystemCallException {
        boolean router = network.sysctls().read(FORWARDING).orElse("0").equals("1");
        List<Outfit.Announcement> all = new ArrayList<>();
        for (VirtualAddress address : instance.addresses()) {
            Ground.Home home = ground.home(address, instance.device());
            if (home != null && home.announced()) {
                byte[] mac = home.mac().bytes();
                byte[] frame = address.address() instanceof Inet6Address v6
                        ? UnsolicitedAdvertisement.frame(mac, v6, router)
                        : GratuitousArp.frame(mac, (Inet4Address) address.address());
                all.add(new Outfit.Announcement(home.ifIndex(), frame));
            }
        }
        return all;
    }
}
