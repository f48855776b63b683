// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.List;

/**
 * What moves with an instance, or, as static objects, is installed at the start and stays.
 *
 * @param addresses advertised ones; of one family unless the instance is dual-stack. Of static objects: all
 * @param excluded installed, not advertised, any family; none of static objects
 * @param routes installed after the addresses
 * @param rules installed after the routes
 */
public record VirtualObjects(
        List<VirtualAddress> addresses,
        List<VirtualAddress> excluded,
        List<VirtualRoute> routes,
        List<VirtualRule> rules) {
    public static final VirtualObjects NONE = new VirtualObjects(List.of(), List.of(), List.of(), List.of());

    public VirtualObjects {
        addresses = List.copyOf(addresses);
        excluded = List.copyOf(excluded);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
    }
}
