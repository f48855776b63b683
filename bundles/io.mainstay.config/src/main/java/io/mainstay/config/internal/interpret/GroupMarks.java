// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.model.IpvsSettings;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code nftables_ipvs}: virtual servers of groups get one firewall mark per address family in place of their addresses, and
 * rules that set it. Pure.
 *
 * <p>A mark is derived from the virtual server's name, so that a group that comes or goes does not renumber the others, whose
 * connections it would cost.
 */
final class GroupMarks {
    /** Marks are spread over so many numbers from the first one on. */
    private static final int SPREAD = 1 << 16;

    private final long first;
    private final Set<Long> taken = new HashSet<>();
    private final List<IpvsSettings.Rule> rules = new ArrayList<>();

    /** @param configured marks that virtual servers have by themselves */
    GroupMarks(long first, Set<Long> configured) {
        this.first = first;
        taken.addAll(configured);
    }

    /** The virtual server on marks, when it has several addresses. */
    VirtualServer marked(VirtualServer server) {
        long addresses = server.services().stream()
                .filter(ServiceKey.Address.class::isInstance)
                .count();
        if (addresses < 2) {
            return server;
        }
        Set<ServiceKey> services = new LinkedHashSet<>();
        long mark = free(server.name());
        for (ServiceKey key : server.services()) {
            if (key instanceof ServiceKey.Address address) {
                rules.add(new IpvsSettings.Rule(address, mark));
                services.add(new ServiceKey.Fwmark(mark, address.endpoint().isIpv6()));
            } else {
                services.add(key);
            }
        }
        return server.withServices(List.copyOf(services));
    }

    private long free(String name) {
        long mark = first + Math.floorMod(name.hashCode(), SPREAD);
        while (!taken.add(mark)) {
            mark++;
        }
        return mark;
    }

    /** Which packets get which mark. */
    List<IpvsSettings.Rule> rules() {
        return rules;
    }
}
