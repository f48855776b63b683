// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.vrrp.internal.codec.AdvertPacket;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.shell.announce.Paces;
import io.mainstay.vrrp.internal.shell.host.Host;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Exercises what will be needed in the moment of a failover, before it counts: a takeover is rare, and the first one must not run
 * in the interpreter. Routers with the plans that will really run hear adverts, miss them, take over, announce and yield, on
 * ports behind which there is nothing.
 *
 * <p>Thread-safety: any thread; touches nothing outside.
 */
public final class WarmUp {
    /** Beyond the threshold of the first compiler for what is called once per takeover. */
    private static final int ROUNDS = 3_000;

    private static final int FLAVOURS = 3;
    private static final int INDEX = 1;
    private static final int HIGHEST = 254;

    private final RouterPlan plan;
    private final Observer observer;
    private final Conductor[] conductors = new Conductor[FLAVOURS];
    private final Router[] routers = new Router[FLAVOURS];
    private final DryPorts.Packet[] higher = new DryPorts.Packet[FLAVOURS];
    private final DryPorts.Packet[] lower = new DryPorts.Packet[FLAVOURS];
    private long now = Long.MAX_VALUE - 1_000_000_000_000L;

    WarmUp(RouterPlan plan, Observer observer) {
        this.plan = plan;
        this.observer = observer;
        for (int flavour = 0; flavour < FLAVOURS; flavour++) {
            set(flavour);
        }
    }

    /**
     * Takes some tenths of a second, no longer than {@code limitNanos}.
     *
     * @param plan any that will run
     * @param observer exercised, too
     */
    public static void run(RouterPlan plan, Observer observer, long limitNanos) {
        long begin = System.nanoTime();
        WarmUp exercise = new WarmUp(plan, observer);
        for (int round = 0; round < ROUNDS && System.nanoTime() - begin < limitNanos; round++) {
            exercise.round(round % FLAVOURS);
        }
    }

    private void set(int flavour) {
        PunctualLoop loop = DryPorts.loop(flavour);
        Network network = DryPorts.network(flavour);
        Host host = host();
        Paces paces = new Paces(loop, DryPorts.frames(flavour), VrrpConfiguration.EMPTY);
        Binder binder = new Binder(
                network, new Wires(loop, network.rawSockets()), paces, Set.of(), false, null, (p, link) -> 0);
        Conductor conductor = new Conductor(observer);
        Router router = new Router(0, plan, loop, conductor, false);
        conductor.enlist(0, router);
        router.bind(binder.bind(plan, host));
        router.takeReplaced();
        conductors[flavour] = conductor;
        routers[flavour] = router;
        conductor.start(router, 0, now);
        higher[flavour] = advert(flavour, HIGHEST);
        lower[flavour] = advert(flavour, 1);
    }

    /** A host on which every interface of the plan is there. */
    private Host host() {
        Host host = new Host();
        int index = INDEX;
        for (String name : plan.interfaces()) {
            host.put(new Link(
                    index,
                    name,
                    1,
                    Link.IFF_UP | Link.IFF_RUNNING | Link.IFF_BROADCAST | Link.IFF_MULTICAST,
                    Link.OperState.UP,
                    true,
                    1500,
                    new MacAddress(index),
                    "",
                    0,
                    0,
                    false,
                    null,
                    0));
            host.put(InterfaceAddress.of(index, own(), 24));
            index++;
        }
        return host;
    }

    private InetAddress own() {
        return plan.transport().source().orElse(address(1));
    }

    private InetAddress address(int last) {
        byte[] bytes = new byte[plan.ipv6() ? 16 : 4];
        bytes[0] = (byte) (plan.ipv6() ? 0xfe : 10);
        bytes[1] = (byte) (plan.ipv6() && !plan.transport().unicast() ? 0x80 : 0xc0);
        bytes[bytes.length - 1] = (byte) last;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 4 or 16 bytes
        }
    }

    private DryPorts.Packet advert(int flavour, int priority) {
        InetAddress from = plan.transport().peers().isEmpty()
                ? address(2)
                : plan.transport().peers().get(0).address();
        InetAddress to = plan.transport().group().orElse(own());
        byte[] bytes =
                new AdvertPacket(plan.shape(), from, to, 255).prepare(priority).clone();
        return DryPorts.packet(flavour, bytes, from, to);
    }

    private void round(int flavour) {
        Conductor conductor = conductors[flavour];
        Router router = routers[flavour];
        Wire wire = router.binding().wire();
        if (wire == null || router.binding().voice() == null) {
            return; // such a plan needs more than this host of ours has
        }
        wire.packet(higher[flavour], now);
        for (int turn = 0; turn < 3 && router.machine().hasDeadline(); turn++) {
            now = router.machine().nextDeadline();
            conductor.timer(router, now);
        }
        now += 1_000;
        wire.packet(lower[flavour], now);
        now += 1_000;
        wire.packet(higher[flavour], now);
    }

    Router router() {
        return routers[0];
    }

    /** One advert of a better master. */
    void hearHigher() {
        now += 1_000;
        routers[0].binding().wire().packet(higher[0], now);
    }

    /** What is due next, now. */
    void timer(Router router) {
        now = router.machine().nextDeadline();
        conductors[0].timer(router, now);
    }
}
