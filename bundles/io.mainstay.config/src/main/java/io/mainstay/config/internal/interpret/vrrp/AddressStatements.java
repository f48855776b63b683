// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.api.model.vrrp.VrrpTransport;
import io.mainstay.config.internal.interpret.vrrp.AddressBlocks.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The addresses, routes and rules of an instance, and what their number and families mean. */
final class AddressStatements {
    private static final int MTU = 1500;
    /** So many IPv6 addresses are in a packet of 1280 bytes, which every link carries. */
    private static final int ALWAYS_FIT = 76;

    private final BlockReader reader;
    private final Context context;
    private final AddressBlocks blocks;
    private final List<Placed> addresses;
    private final List<Placed> excluded;
    private final boolean ipv6;

    /**
     * Reads the addresses.
     *
     * @param otherwise family of an instance without addresses, when something else says it
     */
    AddressStatements(BlockReader reader, Context context, boolean dualStack, Optional<Boolean> otherwise) {
        this.reader = reader;
        this.context = context;
        this.blocks = new AddressBlocks(reader, context);
        this.addresses = blocks.addresses("virtual_ipaddress");
        this.excluded = blocks.addresses("virtual_ipaddress_excluded");
        boolean native6 = native6();
        this.ipv6 = addresses.isEmpty()
                ? otherwise.orElse(native6)
                : addresses.get(0).address().isIpv6();
        rejectOtherFamily(dualStack);
    }

    /** Family of the instance. */
    boolean ipv6() {
        return ipv6;
    }

    /** {@code native_ipv6}: for instances without addresses. */
    private boolean native6() {
        boolean given = reader.bool("native_ipv6").orElse(false);
        if (given && !addresses.isEmpty() && !addresses.get(0).address().isIpv6()) {
            warn("native_ipv6", "'native_ipv6' has no effect with IPv4 addresses", "remove it");
        }
        return given;
    }

    private void rejectOtherFamily(boolean dualStack) {
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

    VirtualObjects objects(
            VrrpLink link, int version, boolean strict, VrrpTransport transport, VrrpAuthentication authentication) {
        checkNumber(version, strict);
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
        advertise(false, link, authentication, advertised, others);
        advertise(true, link, authentication, advertised, others);
        excluded.forEach(placed -> others.add(placed.address()));
        return new VirtualObjects(
                advertised, others, blocks.routes("virtual_routes", true), blocks.rules("virtual_rules", true));
    }

    private void checkNumber(int version, boolean strict) {
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
            boolean wanted,
            VrrpLink link,
            VrrpAuthentication authentication,
            List<VirtualAddress> advertised,
            List<VirtualAddress> others) {
        int room = addresses.size() <= ALWAYS_FIT ? ALWAYS_FIT : room(wanted, link, authentication);
        Position first = null;
        int taken = 0;
        for (Placed placed : addresses) {
            if (placed.address().isIpv6() != wanted) {
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
        Remark.on(reader, keyword, message, hint);
    }
}
