// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.model.vrrp.Announcing;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.api.model.vrrp.VrrpTiming;
import io.mainstay.api.model.vrrp.VrrpTransport;
import io.mainstay.config.internal.interpret.vrrp.MastershipStatements.Mastership;
import java.time.Duration;
import java.util.Optional;

/** {@code vrrp_instance}: reads one block, merges the defaults, and makes the corrections that keepalived makes. */
final class InstanceBlock {

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
        TransportStatements transports = new TransportStatements(reader, context);
        AddressStatements addresses = new AddressStatements(reader, context, dualStack, transports.family());
        boolean ipv6 = addresses.ipv6();
        VrrpTiming timing = new TimingStatements(reader, defaults).read(ipv6, dualStack, strict);
        Optional<Integer> id = reader.integer("virtual_router_id", 1, 255);
        reader.require(id.isPresent(), "virtual_router_id", "a number from 1 to 255, the same on all hosts");
        VrrpTransport transport = transports.read(ipv6, dualStack);
        VrrpLink link = new LinkStatements(reader, context, ipv6, id.orElse(1)).read(transport.unicast(), strict);
        VrrpAuthentication authentication =
                new AuthenticationStatements(reader).read(timing.version(), strict, timing.advertInterval());
        Mastership mastership =
                new MastershipStatements(reader, defaults).read(timing.version(), strict, authentication);
        Announcing announcing = announcing(strict);
        VirtualObjects objects = addresses.objects(link, timing.version(), strict, transport, authentication);
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
                        mastership.priority(),
                        mastership.wish(),
                        timing,
                        link,
                        transport,
                        authentication,
                        mastership.preemption(),
                        mastership.answers(),
                        announcing,
                        mastership.accept(),
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
}
