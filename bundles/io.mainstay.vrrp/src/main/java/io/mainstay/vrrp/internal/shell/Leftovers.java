// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.Rule;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.VrrpPlan;
import io.mainstay.vrrp.internal.shell.host.Host;
import io.mainstay.vrrp.internal.shell.host.KernelObjects;
import io.mainstay.vrrp.internal.shell.host.KernelRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that says what this process may have installed, written before it does: one line per address, route, rule and macvlan.
 * After a crash the next process takes away what is still there. A stop that gave everything back removes the file.
 *
 * <p>Thread-safety: control thread.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final Path file;

    Leftovers(Path file) {
        this.file = file;
    }

    /** Writes down what may be installed from now on. What was written before stays until the process has stopped. */
    void record(VrrpPlan plan, Host host) {
        Set<String> lines = new TreeSet<>(read());
        for (RouterPlan router : plan.routers()) {
            String home = router.home().orElse("");
            router.objects().addresses().forEach(a -> lines.add(line(a, home)));
            router.objects().excluded().forEach(a -> lines.add(line(a, home)));
            router.objects().routes().forEach(r -> KernelObjects.route(r, host).ifPresent(k -> lines.add(line(k))));
            router.objects().rules().forEach(r -> lines.add(line(KernelRules.rule(r))));
            router.link().vmac().ifPresent(vmac -> lines.add("link " + vmac.name()));
            router.link().ipvlan().ifPresent(ipvlan -> lines.add("link " + ipvlan.name()));
        }
        try {
            Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
            Files.createDirectories(file.getParent());
            Files.write(draft, lines);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{}: cannot be written, so that a crash may leave addresses behind: {}", file, e.toString());
        }
    }

    /** Everything was given back. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{}: cannot be removed: {}", file, e.toString());
        }
    }

    /**
     * Takes away what a predecessor left, and what of the plan is there already: a backup must not answer for the address. What
     * belongs to an address owner stays.
     */
    void clean(VrrpPlan plan, Network network, Host host) throws SystemCallException {
        Set<String> lines = new HashSet<>(read());
        Set<String> owned = new HashSet<>();
        Set<String> kept = new HashSet<>();
        for (RouterPlan router : plan.routers()) {
            String home = router.home().orElse("");
            Set<String> into = router.instance().owner() ? owned : lines;
            router.objects().addresses().forEach(a -> into.add(line(a, home)));
            router.objects().excluded().forEach(a -> into.add(line(a, home)));
            router.link().vmac().ifPresent(vmac -> kept.add(vmac.name()));
            router.link().ipvlan().ifPresent(ipvlan -> kept.add(ipvlan.name()));
        }
        lines.removeAll(owned);
        List<Change> changes = new ArrayList<>();
        for (Rule rule : network.rules().list()) {
            if (lines.contains(line(rule))) {
                changes.add(new Change.DeleteRule(rule));
            }
        }
        if (lines.stream().anyMatch(line -> line.startsWith("route "))) {
            for (Route route : network.routes().list()) {
                if (lines.contains(line(route))) {
                    changes.add(new Change.DeleteRoute(route));
                }
            }
        }
        for (InterfaceAddress address : host.addresses()) {
            Link link = host.link(address.ifIndex());
            if (link != null && lines.contains(line(address, link.name()))) {
                changes.add(new Change.DeleteAddress(address));
            }
        }
        for (String line : lines) {
            if (line.startsWith("link ") && !kept.contains(line.substring(5))) {
                Link link = host.link(line.substring(5));
                if (link != null
                        && (link.kind().equals("macvlan") || link.kind().equals("ipvlan"))) {
                    changes.add(new Change.DeleteLink(link.index()));
                }
            }
        }
        if (!changes.isEmpty()) {
            LOG.info("taking away what an earlier process left behind: {}", changes);
            network.apply(changes);
        }
    }

    private List<String> read() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            LOG.warn("{}: cannot be read, so that what a crash left behind is not found: {}", file, e.toString());
            return List.of();
        }
    }

    private static String line(VirtualAddress address, String home) {
        return "address " + address.device().orElse(home) + " " + address;
    }

    private static String line(InterfaceAddress address, String device) {
        return "address " + device + " " + VirtualAddress.of(address.address(), address.prefixLength());
    }

    private static String line(Route route) {
        return "route " + route.destination() + " table " + route.table() + " metric " + route.metric() + " tos "
                + route.tos() + " proto " + route.protocol() + " via "
                + (route.gateway() == null ? "-" : route.gateway().getHostAddress());
    }

    private static String line(Rule rule) {
        return "rule " + (rule.ipv6() ? "6 " : "4 ") + rule.priority() + " from " + rule.from() + " to " + rule.to()
                + " table " + rule.table() + " proto " + rule.protocol();
    }
}
