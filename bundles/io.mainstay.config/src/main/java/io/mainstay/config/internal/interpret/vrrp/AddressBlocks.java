// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VirtualRoute;
import io.mainstay.api.model.vrrp.VirtualRule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The blocks of addresses, routes and rules, of an instance or static ones. */
final class AddressBlocks {
    private final BlockReader reader;
    private final Context context;

    AddressBlocks(BlockReader reader, Context context) {
        this.reader = reader;
        this.context = context;
    }

    /** An address with the place where it is configured. */
    record Placed(VirtualAddress address, Position at) {}

    /** {@code virtual_ipaddress} and {@code virtual_ipaddress_excluded}; an address that stands twice is taken once. */
    List<Placed> addresses(String keyword) {
        List<Placed> found = new ArrayList<>();
        Map<List<Object>, Position> seen = new HashMap<>();
        for (ConfigNode node : statements(keyword)) {
            AddressLine.virtual(reader, node, context).ifPresent(address -> {
                Position first = seen.putIfAbsent(List.of(address.address(), address.device()), node.at());
                if (first == null) {
                    found.add(new Placed(address, node.at()));
                } else {
                    context.notice(node.at(), "'" + address + "' stands here twice", "first at " + first);
                }
            });
        }
        return found;
    }

    List<VirtualRoute> routes(String keyword, boolean virtual) {
        List<VirtualRoute> found = new ArrayList<>();
        statements(keyword)
                .forEach(node -> RouteLine.read(reader, node, context, virtual).ifPresent(found::add));
        return found;
    }

    List<VirtualRule> rules(String keyword, boolean virtual) {
        List<VirtualRule> found = new ArrayList<>();
        statements(keyword)
                .forEach(node -> RuleLine.read(reader, node, context, virtual).ifPresent(found::add));
        return found;
    }

    /** The static objects; addresses without an interface go to the default one. */
    VirtualObjects statics() {
        Map<InetAddress, VirtualAddress> addresses = new LinkedHashMap<>();
        List<VirtualAddress> all = new ArrayList<>();
        for (ConfigNode node : statements("static_ipaddress")) {
            Optional<VirtualAddress> address = AddressLine.fixed(reader, node, context);
            address.map(a -> onDevice(a, node)).ifPresent(a -> {
                VirtualAddress other = addresses.put(a.address(), a);
                if (other == null || !other.device().equals(a.device())) {
                    all.add(a);
                } else {
                    context.notice(node.at(), "'" + AddressText.of(a.address()) + "' is configured twice", "");
                }
            });
        }
        return new VirtualObjects(all, List.of(), routes("static_routes", false), rules("static_rules", false));
    }

    private VirtualAddress onDevice(VirtualAddress address, ConfigNode node) {
        if (address.device().isPresent()) {
            return address;
        }
        String device = context.defaults.globals().defaultInterface();
        context.devices.needed(
                device, node.at(), "the default for static addresses: add 'dev', or set 'default_interface'");
        return new VirtualAddress(
                address.address(),
                address.prefixLength(),
                Optional.of(device),
                address.label(),
                address.broadcast(),
                address.scope(),
                address.peer(),
                address.flags(),
                address.preferredLifetime(),
                address.tracked(),
                address.trackGroup(),
                address.vmac());
    }

    private List<ConfigNode> statements(String keyword) {
        List<ConfigNode> statements = new ArrayList<>();
        for (ConfigNode node : reader.nodes(keyword)) {
            if (!node.hasBlock()) {
                reader.error(DiagnosticKind.MISSING_OPEN_BRACE, node.at(), "'" + keyword + "' needs a block: '{ … }'");
            }
            reader.rejectSurplus(node, 0);
            statements.addAll(node.block());
        }
        return statements;
    }
}
