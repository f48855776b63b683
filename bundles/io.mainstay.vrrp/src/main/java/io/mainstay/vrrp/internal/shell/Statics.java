// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VirtualRoute;
import io.mainstay.api.model.vrrp.VirtualRule;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.Rule;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.vrrp.internal.shell.host.Host;
import io.mainstay.vrrp.internal.shell.host.KernelObjects;
import io.mainstay.vrrp.internal.shell.host.KernelRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Static addresses, routes and rules: installed at the start, put back when somebody takes them away, given back at the stop.
 * What was there before is not taken away.
 *
 * <p>Thread-safety: control thread.
 */
final class Statics {
    private static final Logger LOG = LoggerFactory.getLogger(Statics.class);

    /** Told when an object with a {@code track_group} cannot be put back, and when it is there again. */
    @FunctionalInterface
    interface Trouble {
        void changed(String trackGroup, String object, boolean missing);
    }

    private record Wanted(Object object, Change add, Change delete, boolean tracked, Optional<String> group) {}

    private final Network network;
    private final Trouble trouble;
    private Map<Object, Wanted> wanted = new LinkedHashMap<>();
    private final List<Object> ours = new ArrayList<>();

    Statics(Network network, Trouble trouble) {
        this.network = network;
        this.trouble = trouble;
    }

    /** Installs what is new, and takes away what is not wanted any more. */
    void follow(VrrpConfiguration configuration, Host host) {
        Map<Object, Wanted> next = wanted(configuration, host);
        wanted.forEach((object, old) -> {
            if (!next.containsKey(object)) {
                remove(old);
            }
        });
        Map<Object, Wanted> before = wanted;
        wanted = next;
        next.forEach((object, each) -> {
            if (!before.containsKey(object)) {
                install(each);
            }
        });
    }

    private static Map<Object, Wanted> wanted(VrrpConfiguration configuration, Host host) {
        Map<Object, Wanted> all = new LinkedHashMap<>();
        VirtualObjects statics = configuration.statics();
        String standard = configuration.globals().defaultInterface();
        for (VirtualAddress address : statics.addresses()) {
            Optional<InterfaceAddress> known = KernelObjects.address(address, host, host.link(standard));
            known.ifPresentOrElse(
                    a -> all.put(
                            a,
                            new Wanted(
                                    a,
                                    new Change.AddAddress(a),
                                    new Change.DeleteAddress(a),
                                    address.tracked(),
                                    address.trackGroup())),
                    () -> LOG.warn(
                            "static address {}: there is no interface {}",
                            address,
                            address.device().orElse(standard)));
        }
        for (VirtualRoute route : statics.routes()) {
            Optional<Route> known = KernelObjects.route(route, host);
            known.ifPresentOrElse(
                    r -> all.put(
                            r,
                            new Wanted(
                                    r,
                                    new Change.AddRoute(
                                            r,
                                            Change.Placement.valueOf(
                                                    route.action().name())),
                                    new Change.DeleteRoute(r),
                                    route.tracked(),
                                    route.trackGroup())),
                    () -> LOG.warn(
                            "static route to {}: an interface that it names does not exist", route.destination()));
        }
        for (VirtualRule each : statics.rules()) {
            Rule rule = KernelRules.rule(each);
            all.put(
                    rule,
                    new Wanted(
                            rule,
                            new Change.AddRule(rule),
                            new Change.DeleteRule(rule),
                            each.tracked(),
                            each.trackGroup()));
        }
        return all;
    }

    private void install(Wanted each) {
        try {
            ChangeResult result = network.apply(List.of(each.add())).get(0);
            if (result.ok()) {
                ours.add(each.object());
            } else if (result.errno() != Errno.EEXIST) {
                LOG.warn("static object: {}", result.failure().getMessage());
            }
            boolean missing = !result.ok() && result.errno() != Errno.EEXIST;
            each.group().ifPresent(group -> trouble.changed(group, each.object().toString(), missing));
        } catch (SystemCallException e) {
            LOG.warn("static object: {}", e.getMessage());
        }
    }

    private void remove(Wanted each) {
        if (!ours.remove(each.object())) {
            return;
        }
        try {
            network.apply(List.of(each.delete()));
        } catch (SystemCallException e) {
            LOG.warn("static object: {}", e.getMessage());
        }
    }

    void deleted(InterfaceAddress address) {
        restore(each -> each.object() instanceof InterfaceAddress own
                && own.ifIndex() == address.ifIndex()
                && own.prefixLength() == address.prefixLength()
                && own.address().equals(address.address()));
    }

    void deleted(Route route) {
        restore(each -> each.object() instanceof Route own
                && own.table() == route.table()
                && own.tos() == route.tos()
                && own.destination().equals(route.destination())
                && (own.metric() == 0 || own.metric() == route.metric()));
    }

    void deleted(Rule rule) {
        restore(each -> each.object() instanceof Rule own
                && own.ipv6() == rule.ipv6()
                && own.priority() == rule.priority()
                && own.table() == rule.table());
    }

    private void restore(java.util.function.Predicate<Wanted> which) {
        for (Wanted each : List.copyOf(wanted.values())) {
            if (each.tracked() && which.test(each)) {
                LOG.info("somebody took away what is static, it is put back: {}", each.object());
                ours.remove(each.object());
                install(each);
            }
        }
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Takes everything away that was not there before. */
    void removeAll() {
        Map<Object, Wanted> all = wanted;
        wanted = new LinkedHashMap<>();
        all.values().forEach(this::remove);
    }
}
