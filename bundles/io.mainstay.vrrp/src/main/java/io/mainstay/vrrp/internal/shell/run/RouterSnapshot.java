// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.vrrp.internal.codec.DropReason;
import io.mainstay.vrrp.internal.machine.InstanceStatus;
import io.mainstay.vrrp.internal.machine.Owned;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A router at one moment, for readers on other threads. Immutable.
 *
 * @param plan what it follows
 * @param status of its machine
 * @param counters since they were cleared
 * @param now time of the snapshot, on the loop's clock
 * @param deadline its next timer
 * @param trackers what each makes of the priority
 * @param demotion what an operator takes off the priority
 * @param peers heard
 * @param installed addresses that it holds
 * @param drops by reason's text
 * @param dropsByReason all of them
 * @param addressListErrors adverts with other addresses than ours
 * @param sendFailures adverts that the kernel did not take
 * @param source where adverts come from
 * @param problems what it lacks
 * @param faultDetail more about its fault
 */
public record RouterSnapshot(
        RouterPlan plan,
        InstanceStatus status,
        InstanceStatus.Counters counters,
        long now,
        OptionalLong deadline,
        List<Weighed> trackers,
        int demotion,
        List<Peer> peers,
        Set<InetAddress> installed,
        Map<String, Long> drops,
        Map<DropReason, Long> dropsByReason,
        long addressListErrors,
        long sendFailures,
        Optional<InetAddress> source,
        List<String> problems,
        String faultDetail) {

    /** One tracker. */
    public record Weighed(TrackerRef ref, String state, int contribution) {}

    /** Another participant. */
    public record Peer(InetAddress address, int priority, long intervalNanos, long heardAt, long adverts) {}

    static RouterSnapshot of(Router router, long now) {
        InstanceStatus status = router.machine().status();
        Binding binding = router.binding();
        Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            drops.put(reason, router.drops().of(reason));
        }
        return new RouterSnapshot(
                router.plan(),
                status,
                since(router.baseline(), status.counters()),
                now,
                router.machine().hasDeadline()
                        ? OptionalLong.of(router.machine().nextDeadline())
                        : OptionalLong.empty(),
                trackers(router),
                router.demotion(),
                peers(router.peers()),
                installed(binding),
                router.drops().snapshot(),
                drops,
                router.drops().addressLists(),
                binding.voice() == null ? 0 : binding.voice().failures(),
                Optional.ofNullable(binding.source()),
                binding.problems(),
                router.faultDetail());
    }

    private static InstanceStatus.Counters since(InstanceStatus.Counters then, InstanceStatus.Counters now) {
        return new InstanceStatus.Counters(
                now.received() - then.received(),
                now.sent() - then.sent(),
                now.zeroReceived() - then.zeroReceived(),
                now.zeroSent() - then.zeroSent(),
                now.lowerReceived() - then.lowerReceived(),
                now.becameMaster() - then.becameMaster(),
                now.releasedMaster() - then.releasedMaster(),
                now.restored() - then.restored());
    }

    private static List<Weighed> trackers(Router router) {
        List<Weighed> all = new ArrayList<>();
        for (int i = 0; i < router.cells().length; i++) {
            TrackerCell cell = router.cells()[i];
            TrackerRef ref = router.plan().trackers().get(i);
            if (cell != null) {
                all.add(new Weighed(ref, cell.state(), cell.weighed(ref).contribution()));
            }
        }
        return all;
    }

    private static List<Peer> peers(PeerTable table) {
        List<Peer> all = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            all.add(new Peer(
                    table.address(i), table.priority(i), table.intervalNanos(i), table.heardAt(i), table.adverts(i)));
        }
        return all;
    }

    private static Set<InetAddress> installed(Binding binding) {
        Set<InetAddress> installed = new HashSet<>();
        for (Owned what : List.of(Owned.ADDRESS, Owned.EXCLUDED_ADDRESS)) {
            for (Holding holding : binding.set(what).all()) {
                if (holding.installed && holding.object instanceof InterfaceAddress address) {
                    installed.add(address.address());
                }
            }
        }
        return installed;
    }
}
