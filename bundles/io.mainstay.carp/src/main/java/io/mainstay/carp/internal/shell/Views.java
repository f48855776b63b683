// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.control.RouterView;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.carp.internal.codec.DropReason;
import io.mainstay.carp.internal.machine.CarpRules;
import io.mainstay.carp.internal.machine.HostState;
import io.mainstay.carp.internal.machine.InstanceStatus;
import io.mainstay.carp.internal.plan.CauseText;
import io.mainstay.carp.internal.plan.Family;
import io.mainstay.platform.net.InterfaceAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Members as commands show them. Pure. */
final class Views {
    private Views() {}

    /**
     * @param snapshot of its runner
     * @param foreign packets on its wires that were for nobody here, by {@link DropReason#ordinal}
     * @param wall now, on the wall clock
     */
    static RouterView of(Member member, Runner.Snapshot snapshot, long[] foreign, Host host, Instant wall) {
        CarpInstance config = member.config();
        InstanceStatus status = snapshot.status();
        return new RouterView(
                "CARP",
                config.name(),
                config.vhid(),
                2,
                config.device(),
                Optional.empty(),
                status.state().name(),
                at(status.sinceNanos(), snapshot.takenAt(), wall),
                CauseText.of(status.cause(), status.causeValue()),
                status.faults().stream().sorted().map(CauseText::of).toList(),
                config.timing().advskew(),
                status.advskew(),
                terms(config, status),
                timers(status, snapshot.takenAt()),
                peers(config, snapshot, wall),
                addresses(member, host),
                drops(snapshot.drops(), foreign),
                statistics(status.counters(), snapshot.replays()),
                settings(config, member.ground()));
    }

    private static Instant at(long nanos, long now, Instant wall) {
        return wall.minusNanos(now - nanos);
    }

    private static List<RouterView.Term> terms(CarpInstance config, InstanceStatus status) {
        List<RouterView.Term> terms = new ArrayList<>();
        terms.add(new RouterView.Term("configured", "", config.timing().advskew()));
        if (status.demotion() != 0) {
            terms.add(new RouterView.Term("operator", "", status.demotion()));
        }
        if (status.sendsFail()) {
            terms.add(new RouterView.Term("adverts cannot be sent", "", 240));
        }
        return terms;
    }

    private static List<RouterView.Timer> timers(InstanceStatus status, long now) {
        Duration due = Duration.ofNanos(Math.max(0, status.deadlineNanos() - now));
        return switch (status.state()) {
            case INIT, FAULT -> List.of();
            case MASTER -> List.of(new RouterView.Timer("advert", due));
            case BACKUP -> List.of(new RouterView.Timer(status.deaf() ? "listens again" : "master down", due));
        };
    }

    private static List<RouterView.Peer> peers(CarpInstance config, Runner.Snapshot snapshot, Instant wall) {
        List<RouterView.Peer> peers = new ArrayList<>();
        for (PeerTable.Peer peer : snapshot.peers()) {
            peers.add(new RouterView.Peer(
                    peer.address(),
                    peer.advskew(),
                    Duration.ofNanos(peer.interval() * CarpRules.UNIT_NANOS),
                    Optional.of(at(peer.heardNanos(), snapshot.takenAt(), wall)),
                    peer.adverts()));
        }
        config.transport().peers().stream()
                .filter(each -> peers.stream().noneMatch(peer -> peer.address().equals(each)))
                .forEach(silent -> peers.add(new RouterView.Peer(silent, -1, Duration.ZERO, Optional.empty(), 0)));
        return peers;
    }

    private static List<RouterView.Held> addresses(Member member, Host host) {
        List<RouterView.Held> all = new ArrayList<>();
        for (VirtualAddress address : member.config().addresses()) {
            String device = address.device().orElse(member.config().device());
            boolean held = host.link(device)
                    .map(link -> host.addresses(link.index()).stream().anyMatch(each -> is(each, address)))
                    .orElse(false);
            all.add(new RouterView.Held(address.toString(), device, false, held));
        }
        return all;
    }

    /** Scripts may have chosen another prefix length. */
    private static boolean is(InterfaceAddress there, VirtualAddress wanted) {
        return Ipv6Scope.strip(there.address()).equals(wanted.address());
    }

    private static Map<String, Long> drops(long[] own, long[] foreign) {
        Map<String, Long> drops = new LinkedHashMap<>();
        for (DropReason reason : DropReason.values()) {
            long count = reason == DropReason.NONE ? 0 : own[reason.ordinal()] + foreign[reason.ordinal()];
            if (count > 0) {
                drops.put(word(reason), count);
            }
        }
        return drops;
    }

    static String word(DropReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Map<String, Long> statistics(InstanceStatus.Counters counters, long replays) {
        Map<String, Long> statistics = new LinkedHashMap<>();
        statistics.put("adverts received", counters.received());
        statistics.put("adverts sent", counters.sent());
        statistics.put("bow-outs received", counters.bowOutsReceived());
        statistics.put("bow-outs sent", counters.bowOutsSent());
        statistics.put("rivals seen", counters.rivalsSeen());
        statistics.put("became MASTER", counters.becameMaster());
        statistics.put("released MASTER", counters.releasedMaster());
        statistics.put("addresses restored", counters.restored());
        statistics.put("adverts not sent", counters.sendFailures());
        statistics.put("replays", replays);
        return statistics;
    }

    private static Map<String, String> settings(CarpInstance config, Ground ground) {
        Map<String, String> settings = new LinkedHashMap<>();
        CarpInstance.Timing timing = config.timing();
        settings.put(
                "advertisement interval", CauseText.seconds(CarpRules.interval(timing.advbase(), timing.advskew())));
        settings.put("dead ratio", String.valueOf(timing.deadRatio()));
        settings.put("preempt", config.preempt() ? "yes" : "no");
        for (Family family : Family.values()) {
            ground.source(family).ifPresent(source -> settings.put("source " + family, AddressText.of(source)));
            if (ground.source(family).isPresent() && family.peers(config).isEmpty()) {
                String kind = config.transport().broadcast() && family == Family.IPV4 ? "broadcast, " : "";
                settings.put("group " + family, kind + AddressText.of(family.group(config)));
            }
        }
        if (!config.transport().peers().isEmpty()) {
            settings.put(
                    "unicast peers",
                    config.transport().peers().stream().map(AddressText::of).collect(Collectors.joining(", ")));
        }
        settings.put("tie break", config.tieBreak() == CarpInstance.TieBreak.NUMERIC ? "numeric" : "ucarp-le");
        settings.put("replays", config.replay().name().toLowerCase(Locale.ROOT));
        settings.put("addresses installed by", config.installAddresses() ? "Mainstay" : "scripts");
        return settings;
    }

    /** Why this host has, or does not have, an address of a member. */
    static String explain(Member member, Runner.Snapshot snapshot, Instant wall) {
        InstanceStatus status = snapshot.status();
        String since = at(status.sinceNanos(), snapshot.takenAt(), wall)
                .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                .toString();
        StringBuilder text = new StringBuilder("carp_instance " + member.name() + " (vhid "
                + member.config().vhid() + " on " + member.config().device() + ") is " + status.state() + " since "
                + since + ": " + CauseText.of(status.cause(), status.causeValue()) + ".");
        if (status.state() == HostState.MASTER) {
            text.append(" So this host holds the address.");
        } else {
            text.append(" So this host does not hold the address.");
        }
        if (status.state() == HostState.BACKUP && status.masterInterval() >= 0) {
            snapshot.peers().stream()
                    .filter(peer -> peer.interval() == status.masterInterval())
                    .max(java.util.Comparator.comparingLong(peer -> peer.heardNanos() - snapshot.takenAt()))
                    .ifPresent(peer ->
                            text.append(" The master is " + AddressText.of(peer.address()) + " with an interval of "
                                    + CauseText.seconds(peer.interval()) + ", last heard "
                                    + Duration.ofNanos(snapshot.takenAt() - peer.heardNanos())
                                            .toMillis() + " ms ago; ours is "
                                    + CauseText.seconds(CarpRules.interval(
                                            member.config().timing().advbase(), status.advskew()))
                                    + (member.config().preempt() ? "." : ", and it does not preempt.")));
        }
        return text.toString();
    }
}
