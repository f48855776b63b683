// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.model.vrrp.Announcing;
import io.mainstay.api.model.vrrp.Answers;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.Preemption;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.api.model.vrrp.VrrpTiming;
import io.mainstay.api.model.vrrp.VrrpTransport;
import io.mainstay.config.internal.interpret.vrrp.AddressBlocks.Placed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code vrrp_instance}: reads one block, merges the defaults, and makes the corrections that keepalived makes. */
final class InstanceBlock {
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);
    private static final Duration MOST_INTERVAL = Duration.ofSeconds(255);
    private static final Duration MOST_INTERVAL_3 = Duration.ofMillis(40_950);
    private static final long CENTISECOND = 10_000_000L;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int DEFAULT_PRIORITY = 100;
    private static final int MTU = 1500;
    /** So many IPv6 addresses are in a packet of 1280 bytes, which every link carries. */
    private static final int ALWAYS_FIT = 76;

    private final BlockReader reader;
    private final Context context;
    private final VrrpDefaults defaults;

    private InstanceBlock(BlockReader reader, Context context) {
        this.reader = reader;
        this.context = context;
        this.defaults = context.defaults;
    }

    /**
     * An instance before its sync group is known.
     *
     * @param tracked what it tracks, and where that is said
     */
    record Draft(VrrpInstance instance, BlockReader reader, TrackReferences.Found tracked) {}

    /** Empty when something that every instance needs is missing or wrong. */
    static Optional<Draft> read(BlockReader reader, String name, Context context, TrackReferences references) {
        return new InstanceBlock(reader, context).read(name, references);
    }

    private Optional<Draft> read(String name, TrackReferences references) {
        boolean dualStack = reader.bool("dual_stack").orElse(false);
        boolean strict = reader.bool("strict_mode").orElse(defaults.strict());
        AddressBlocks blocks = new AddressBlocks(reader, context);
        List<Placed> addresses = blocks.addresses("virtual_ipaddress");
        List<Placed> excluded = blocks.addresses("virtual_ipaddress_excluded");
        TransportStatements transports = new TransportStatements(reader, context);
        boolean native6 = native6(addresses);
        boolean ipv6 = addresses.isEmpty()
                ? transports.family().orElse(native6)
                : addresses.get(0).address().isIpv6();
        rejectOtherFamily(addresses, ipv6, dualStack);
        int version = version(ipv6, dualStack);
        Optional<Integer> id = reader.integer("virtual_router_id", 1, 255);
        reader.require(id.isPresent(), "virtual_router_id", "a number from 1 to 255, the same on all hosts");
        VrrpTransport transport = transports.read(ipv6, dualStack);
        VrrpLink link = new LinkStatements(reader, context, ipv6, id.orElse(1)).read(transport.unicast(), strict);
        VrrpTiming timing = new VrrpTiming(version, interval(version), downTimerAdverts(strict));
        VrrpAuthentication authentication =
                new AuthenticationStatements(reader).read(version, strict, timing.advertInterval());
        Optional<Boolean> state = reader.choice("state", Map.of("MASTER", true, "BACKUP", false));
        int priority =
                reader.integer("priority", 1, 255).orElse(state.orElse(false) ? VrrpInstance.OWNER : DEFAULT_PRIORITY);
        boolean owner = priority == VrrpInstance.OWNER;
        boolean wish = settledWish(state.orElse(owner), owner, strict, authentication);
        Preemption preemption = preemption(wish, owner, strict);
        Announcing announcing = announcing(strict);
        Answers answers = answers(strict);
        boolean accept = accept(version, owner, strict);
        VirtualObjects objects =
                objects(blocks, addresses, excluded, link, ipv6, version, strict, transport, authentication);
        boolean lossMeansBackup =
                reader.bool("restore_deleted").map(restore -> !restore).orElse(defaults.lossMeansBackup());
        TrackReferences.Found tracked = references.read(reader);
        Notifications notifications = NotificationStatements.ofInstance(reader, context);
        acceptedOnly();
        reader.rejectUnread();
        if (id.isEmpty() || link.device().isEmpty() && !transport.unicast()) {
            return Optional.empty();
        }
        return Optional.of(new Draft(
                new VrrpInstance(
                        name,
                        ipv6,
                        dualStack,
                        id.get(),
                        priority,
                        wish,
                        timing,
                        link,
                        transport,
                        authentication,
                        preemption,
                        answers,
                        announcing,
                        accept,
                        strict,
                        objects,
                        lossMeansBackup,
                        tracked.trackers(),
                        notifications),
                reader,
                tracked));
    }

    private void acceptedOnly() {
        reader.integer("debug", 0, 4);
        reader.node("lvs_sync_daemon_interface")
                .ifPresent(node -> reader.warning(
                        DiagnosticKind.DEPRECATED,
                        node.at(),
                        "'lvs_sync_daemon_interface' is deprecated, and ignored",
                        "use 'lvs_sync_daemon' in 'global_defs'"));
    }

    // ---- family, version, times -------------------------------------------------------------------------------

    private boolean native6(List<Placed> addresses) {
        boolean given = reader.bool("native_ipv6").orElse(false);
        if (given && !addresses.isEmpty() && !addresses.get(0).address().isIpv6()) {
            warn("native_ipv6", "'native_ipv6' has no effect with IPv4 addresses", "remove it");
        }
        return given;
    }

    private void rejectOtherFamily(List<Placed> addresses, boolean ipv6, boolean dualStack) {
        for (Placed placed : addresses) {
            if (placed.address().isIpv6() != ipv6 && !dualStack) {
                reader.error(
                        DiagnosticKind.GENERAL,
                        placed.at(),
                        "'" + placed.address() + "' is of another family than the instance's first address",
                        "put it into 'virtual_ipaddress_excluded', or set 'dual_stack'");
            }
        }
    }

    private int version(boolean ipv6, boolean dualStack) {
        Optional<Integer> given = reader.integer("version", 2, 3);
        if ((ipv6 || dualStack) && given.isPresent() && given.get() == 2) {
            warn("version", "version 2 has no IPv6; version 3 is used", "set 'version 3'");
        }
        return ipv6 || dualStack ? 3 : given.orElse(defaults.version());
    }

    private Duration interval(int version) {
        Duration given =
                reader.timer("advert_int", LEAST_INTERVAL, MOST_INTERVAL).orElse(SECOND);
        Duration unit = version == 2 ? SECOND : Duration.ofNanos(CENTISECOND);
        long units = (given.toNanos() + unit.toNanos() / 2) / unit.toNanos();
        Duration rounded = unit.multipliedBy(Math.max(1, units));
        if (version == 3 && rounded.compareTo(MOST_INTERVAL_3) > 0) {
            warn("advert_int", "an interval of version 3 is at most 40.95 s, which is used", "set it to 40.95");
            return MOST_INTERVAL_3;
        }
        if (!rounded.equals(given)) {
            warn(
                    "advert_int",
                    "an interval of version " + version + " is in "
                            + (version == 2 ? "whole seconds" : "steps of 0.01 s") + "; " + Line.plain(rounded)
                            + " is used",
                    version == 2 ? "set 'version 3', or whole seconds" : "");
        }
        return rounded;
    }

    private int downTimerAdverts(boolean strict) {
        int given = reader.integer("down_timer_adverts", 1, 100).orElse(defaults.downTimerAdverts());
        if (strict && given != 3) {
            if (!reader.nodes("down_timer_adverts").isEmpty()) {
                warn("down_timer_adverts", "'down_timer_adverts' is 3 in strict mode", "remove it");
            }
            return 3;
        }
        return given;
    }

    // ---- mastership -------------------------------------------------------------------------------------------

    private boolean settledWish(boolean wish, boolean owner, boolean strict, VrrpAuthentication authentication) {
        if (strict) {
            if (wish != owner && !reader.nodes("state").isEmpty()) {
                warn(
                        "state",
                        "in strict mode the state is MASTER for priority 255, and BACKUP for others",
                        "remove it");
            }
            return owner;
        }
        if (wish && !owner && authentication instanceof VrrpAuthentication.Ah) {
            warn("state", "with AH an instance begins as BACKUP", "set 'state BACKUP'");
            return false;
        }
        return wish;
    }

    private Preemption preemption(boolean wish, boolean owner, boolean strict) {
        boolean allowed = either("preempt", "nopreempt").orElse(true);
        Duration delay = reader.timer("preempt_delay", Duration.ZERO, Duration.ofSeconds(1000))
                .orElse(Duration.ZERO);
        if (!allowed && owner) {
            warn("nopreempt", "'nopreempt' has no effect with priority 255", "remove it");
            allowed = true;
        } else if (!allowed && wish) {
            warn("nopreempt", "'nopreempt' needs 'state BACKUP'; it is ignored", "set 'state BACKUP'");
            allowed = true;
        }
        if (!delay.isZero()) {
            String why = strict
                    ? "is not used in strict mode"
                    : !allowed ? "has no effect with 'nopreempt'" : wish ? "needs 'state BACKUP'; it is ignored" : "";
            if (!why.isEmpty()) {
                warn("preempt_delay", "'preempt_delay' " + why, "");
                delay = Duration.ZERO;
            }
        }
        OptionalInt stalled = timerExpired("timer_expired_backup");
        OptionalInt alias = timerExpired("thread_timer_expired");
        stalled = stalled.isPresent() ? stalled : alias;
        if (stalled.isPresent() && allowed) {
            warn(
                    reader.nodes("timer_expired_backup").isEmpty() ? "thread_timer_expired" : "timer_expired_backup",
                    "'timer_expired_backup' has no effect without 'nopreempt'",
                    "");
            stalled = OptionalInt.empty();
        }
        return new Preemption(allowed, delay, stalled);
    }

    /** A switch and its opposite, the last of which counts; empty when neither is given. */
    private Optional<Boolean> either(String keyword, String opposite) {
        Optional<Boolean> on = reader.bool(keyword);
        Optional<Boolean> off = reader.bool(opposite);
        if (on.isEmpty() || off.isEmpty()) {
            return on.or(() -> off.map(value -> !value));
        }
        List<ConfigNode> statements = reader.block().block();
        boolean onIsLast = statements.lastIndexOf(last(keyword)) > statements.lastIndexOf(last(opposite));
        return onIsLast ? on : off.map(value -> !value);
    }

    private ConfigNode last(String keyword) {
        List<ConfigNode> nodes = reader.nodes(keyword);
        return nodes.get(nodes.size() - 1);
    }

    private OptionalInt timerExpired(String keyword) {
        Optional<ConfigNode> node = reader.node(keyword);
        if (node.isEmpty()) {
            return OptionalInt.empty();
        }
        return node.get().arguments().isEmpty()
                ? OptionalInt.of(254)
                : reader.integer(keyword, 1, 254).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private Answers answers(boolean strict) {
        Optional<Boolean> lower = reader.bool("lower_prio_no_advert").or(defaults::lowerPriorityNoAdvert);
        Optional<Boolean> higher = reader.bool("higher_prio_send_advert");
        boolean ignores = reader.bool("owner_ignore_adverts").orElse(defaults.ownerIgnoresAdverts());
        if (!strict) {
            return new Answers(lower.orElse(false), higher.orElse(defaults.higherPrioritySendAdvert()), ignores);
        }
        if (!lower.orElse(true) && !reader.nodes("lower_prio_no_advert").isEmpty()) {
            warn("lower_prio_no_advert", "adverts of lower priority are not answered in strict mode", "remove it");
        }
        if (higher.orElse(false)) {
            warn("higher_prio_send_advert", "'higher_prio_send_advert' is off in strict mode", "remove it");
        }
        return new Answers(true, false, true);
    }

    private Announcing announcing(boolean strict) {
        AnnouncingStatements statements = new AnnouncingStatements(reader, "garp_", "vmac_garp_intvl", 0);
        Announcing given = statements.read(defaults.announcing(), false);
        if (!strict) {
            return given;
        }
        if (given.lowerPriorityRepeat() > 0) {
            statements
                    .lowerAt()
                    .ifPresent(at -> reader.warning(
                            DiagnosticKind.WARNING,
                            at,
                            "adverts of lower priority are not answered with gratuitous ARP in strict mode",
                            "remove it"));
        }
        return new Announcing(
                given.repeat(),
                given.delay(),
                given.refresh(),
                given.refreshRepeat(),
                0,
                Duration.ZERO,
                given.extraInterfaces(),
                given.extraAll());
    }

    private boolean accept(int version, boolean owner, boolean strict) {
        Optional<Boolean> given = either("accept", "no_accept");
        if (!strict) {
            return given.orElse(true);
        }
        if (given.orElse(false) && version == 2) {
            warn("accept", "version 2 has no accept mode; it is off in strict mode", "set 'version 3'");
            return owner;
        }
        return given.orElse(owner);
    }

    // ---- addresses --------------------------------------------------------------------------------------------

    private VirtualObjects objects(
            AddressBlocks blocks,
            List<Placed> addresses,
            List<Placed> excluded,
            VrrpLink link,
            boolean ipv6,
            int version,
            boolean strict,
            VrrpTransport transport,
            VrrpAuthentication authentication) {
        checkNumber(addresses, excluded, version, strict);
        if (strict
                && ipv6
                && !addresses.isEmpty()
                && !addresses.get(0).address().address().isLinkLocalAddress()) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    addresses.get(0).at(),
                    "in strict mode the first IPv6 address should be a link-local one",
                    "add one that begins with fe80::");
        }
        if (strict && transport.unicast()) {
            context.notice(
                    reader.nodes("unicast_peer").stream()
                            .findFirst()
                            .orElse(reader.block())
                            .at(),
                    "unicast is not what the RFC describes, though strict mode is set",
                    "");
        }
        if (link.device().isEmpty()) {
            addresses.forEach(this::needsDevice);
            excluded.forEach(this::needsDevice);
        }
        List<VirtualAddress> advertised = new ArrayList<>();
        List<VirtualAddress> others = new ArrayList<>();
        advertise(addresses, false, link, authentication, advertised, others);
        advertise(addresses, true, link, authentication, advertised, others);
        excluded.forEach(placed -> others.add(placed.address()));
        return new VirtualObjects(
                advertised, others, blocks.routes("virtual_routes", true), blocks.rules("virtual_rules", true));
    }

    private void checkNumber(List<Placed> addresses, List<Placed> excluded, int version, boolean strict) {
        boolean none = reader.bool("no_virtual_ipaddress").orElse(false);
        if (addresses.isEmpty() && hasStatements("virtual_ipaddress")) {
            return; // those that are wrong have been reported
        }
        if (addresses.isEmpty() && (strict || version == 3 && !none)) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    reader.block().at(),
                    (strict ? "strict mode" : "version 3") + " needs at least one virtual address",
                    strict || !excluded.isEmpty()
                            ? "add 'virtual_ipaddress'"
                            : "add 'virtual_ipaddress', or 'no_virtual_ipaddress' when that is meant");
        } else if (addresses.isEmpty() && !none) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.block().at(),
                    "this instance has no virtual addresses",
                    "add 'virtual_ipaddress', or 'no_virtual_ipaddress' when that is meant");
        } else if (none && !addresses.isEmpty()) {
            warn("no_virtual_ipaddress", "'no_virtual_ipaddress' has no effect: there are some", "remove it");
        }
    }

    private boolean hasStatements(String keyword) {
        return reader.nodes(keyword).stream().anyMatch(node -> !node.block().isEmpty());
    }

    private void needsDevice(Placed placed) {
        if (placed.address().device().isEmpty()) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    placed.at(),
                    "'" + placed.address() + "' needs 'dev': the instance has no interface",
                    "");
        }
    }

    /** As many of a family as an advert holds; the rest is installed, and not advertised. */
    private void advertise(
            List<Placed> addresses,
            boolean ipv6,
            VrrpLink link,
            VrrpAuthentication authentication,
            List<VirtualAddress> advertised,
            List<VirtualAddress> others) {
        int room = addresses.size() <= ALWAYS_FIT ? ALWAYS_FIT : room(ipv6, link, authentication);
        Position first = null;
        int taken = 0;
        for (Placed placed : addresses) {
            if (placed.address().isIpv6() != ipv6) {
                continue;
            }
            if (taken < room) {
                advertised.add(placed.address());
                taken++;
            } else {
                first = first == null ? placed.at() : first;
                others.add(placed.address());
            }
        }
        if (first != null) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    first,
                    "an advert has room for " + room
                            + " addresses; from here on they are installed, and not advertised",
                    "put these into 'virtual_ipaddress_excluded' on all hosts");
        }
    }

    private int room(boolean ipv6, VrrpLink link, VrrpAuthentication authentication) {
        int mtu =
                link.device().map(context.host::mtu).orElse(OptionalInt.empty()).orElse(MTU);
        int ah = authentication instanceof VrrpAuthentication.Ah ? 24 : 0;
        int bytes = ipv6 ? mtu - 40 - 8 : mtu - 20 - ah - 8 - 8;
        return Math.max(1, Math.min(255, bytes / (ipv6 ? 16 : 4)));
    }

    private void warn(String keyword, String message, String hint) {
        List<ConfigNode> nodes = reader.nodes(keyword);
        reader.warning(
                DiagnosticKind.WARNING,
                nodes.isEmpty() ? reader.block().at() : nodes.get(0).at(),
                message,
                hint);
    }
}
