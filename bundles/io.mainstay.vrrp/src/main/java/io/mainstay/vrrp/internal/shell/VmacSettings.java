// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.platform.net.Sysctls;
import io.mainstay.platform.net.SystemCallException;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kernel settings that macvlans need, on them, on the interface below, and for all; what others see is put back when the last
 * one is gone.
 *
 * <p>Thread-safety: control thread.
 */
final class VmacSettings {
    private static final Logger LOG = LoggerFactory.getLogger(VmacSettings.class);
    private static final String ALL_RP_FILTER = "ipv4/conf/all/rp_filter";

    private final Sysctls sysctls;
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, String> saved = new LinkedHashMap<>();

    VmacSettings(Sysctls sysctls) {
        this.sysctls = sysctls;
    }

    /**
     * For a macvlan that is new.
     *
     * @param devices all interfaces
     */
    void apply(RouterPlan router, String name, String parent, Collection<String> devices) {
        write("ipv4/conf/" + name + "/arp_ignore", "1");
        if (!router.ipv6()) {
            write("ipv4/conf/" + name + "/accept_local", "1");
            write("ipv4/conf/" + name + "/rp_filter", "0");
            write("ipv4/conf/" + name + "/promote_secondaries", "1");
            if (!router.instance().dualStack()
                    && router.objects().excluded().stream().noneMatch(VirtualAddress::isIpv6)) {
                write("ipv6/conf/" + name + "/disable_ipv6", "1");
            }
            looseReversePath(name, devices);
        }
        parents.put(name, parent);
        change("ipv4/conf/" + parent + "/arp_ignore", "1");
        change("ipv4/conf/" + parent + "/arp_filter", "1");
    }

    /** {@code promote_secondaries}: an address that goes does not take the others of its network along. */
    void promoteSecondaries(String device) {
        change("ipv4/conf/" + device + "/promote_secondaries", "1");
    }

    /** The kernel takes the stricter of the setting for all and that of the interface. */
    private void looseReversePath(String name, Collection<String> devices) {
        Optional<String> all = read(ALL_RP_FILTER);
        if (all.isEmpty() || all.get().equals("0")) {
            return;
        }
        for (String device : devices) {
            if (!device.equals(name)) {
                read("ipv4/conf/" + device + "/rp_filter")
                        .filter("0"::equals)
                        .ifPresent(none -> change("ipv4/conf/" + device + "/rp_filter", all.get()));
            }
        }
        change(ALL_RP_FILTER, "0");
    }

    /** A macvlan is gone. */
    void restore(String name) {
        String parent = parents.remove(name);
        if (parent != null && !parents.containsValue(parent)) {
            restoreSetting("ipv4/conf/" + parent + "/arp_ignore");
            restoreSetting("ipv4/conf/" + parent + "/arp_filter");
        }
        if (parents.isEmpty()) {
            List.copyOf(saved.keySet()).stream()
                    .filter(path -> path.endsWith("/rp_filter"))
                    .forEach(this::restoreSetting);
        }
    }

    void restoreAll() {
        List.copyOf(saved.keySet()).forEach(this::restoreSetting);
    }

    private void restoreSetting(String path) {
        String before = saved.remove(path);
        if (before != null) {
            write(path, before);
        }
    }

    private void change(String path, String value) {
        read(path).ifPresent(before -> {
            if (!before.equals(value)) {
                saved.putIfAbsent(path, before);
                write(path, value);
            }
        });
    }

    private Optional<String> read(String path) {
        return sysctls.read(path);
    }

    private void write(String path, String value) {
        try {
            sysctls.write(path, value);
        } catch (SystemCallException e) {
            LOG.debug("{} = {}: {}", path, value, e.getMessage());
        }
    }
}
