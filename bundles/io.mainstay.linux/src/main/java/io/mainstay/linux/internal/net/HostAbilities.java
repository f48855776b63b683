// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import io.mainstay.api.control.Diagnosable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.condition.Condition;

/**
 * What this process may do to the network, found out once and published as OSGi Conditions, on which the components that need
 * it depend: a missing capability is an absent service, and {@code doctor} says why. Loads nothing native.
 *
 * <p>Thread-safety: immutable.
 */
@Component(service = Diagnosable.class, immediate = true)
public final class HostAbilities implements Diagnosable {
    /** Condition filter: CAP_NET_ADMIN and CAP_NET_RAW. */
    static final String NETWORKS = "(osgi.condition.id=io.mainstay.linux.networks)";
    /** Condition filter: CAP_NET_RAW. */
    public static final String RAW = "(osgi.condition.id=io.mainstay.linux.net-raw)";
    /** Condition filter: CAP_NET_ADMIN. */
    public static final String ADMIN = "(osgi.condition.id=io.mainstay.linux.net-admin)";

    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_NET_RAW = 13;

    private final long effective;
    private final String unknown;

    @Activate
    public HostAbilities(BundleContext context) {
        this(readStatus());
        boolean admin = has(CAP_NET_ADMIN);
        boolean raw = has(CAP_NET_RAW);
        if (raw) {
            publish(context, RAW);
        }
        if (admin) {
            publish(context, ADMIN);
        }
        if (raw && admin) {
            publish(context, NETWORKS);
        }
    }

    /** @param status the content of /proc/self/status */
    HostAbilities(String status) {
        long bits = 0;
        boolean found = false;
        for (String line : status.split("\n")) {
            if (line.startsWith("CapEff:")) {
                bits = Long.parseUnsignedLong(line.substring(7).strip(), 16);
                found = true;
            }
        }
        effective = bits;
        unknown = found ? "" : "/proc/self/status does not say what this process may do";
    }

    private static String readStatus() {
        try {
            return Files.readString(Path.of("/proc/self/status"));
        } catch (IOException e) {
            return "";
        }
    }

    private static void publish(BundleContext context, String filter) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Condition.CONDITION_ID, filter.substring(filter.indexOf('=') + 1, filter.length() - 1));
        context.registerService(Condition.class, Condition.INSTANCE, properties); // withdrawn with the bundle
    }

    boolean has(int capability) {
        return (effective & 1L << capability) != 0;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!unknown.isEmpty()) {
            findings.add(new Finding(Level.WARNING, "network", unknown, "mount /proc"));
            return findings;
        }
        String remedy = "start as root, or give it: setpriv --inh-caps … --ambient-caps +net_admin,+net_raw,"
                + " AmbientCapabilities= in a systemd unit, --cap-add for a container";
        if (!has(CAP_NET_ADMIN)) {
            findings.add(new Finding(
                    Level.INFO,
                    "network",
                    "CAP_NET_ADMIN is missing: no virtual addresses (VRRP, CARP), no IPVS",
                    remedy));
        }
        if (!has(CAP_NET_RAW)) {
            findings.add(new Finding(
                    Level.INFO, "network", "CAP_NET_RAW is missing: no raw packets, so no VRRP and no CARP", remedy));
        }
        return findings;
    }
}
