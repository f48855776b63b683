// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A way to run virtual routers that is measured. Stateless.
 *
 * @param profile Mainstay's; null for keepalived
 * @param realTime whether with a real-time priority
 */
record Router(String profile, boolean realTime) {
    static final String ADDRESS = "10.77.0.100";

    /** All of them. */
    private static final List<Router> ALL = List.of(
            new Router(null, false),
            new Router("default", false),
            new Router("punctual", false),
            new Router(null, true),
            new Router("default", true),
            new Router("punctual", true));

    /**
     * Those that are measured: what BENCH_VRRP_SUBJECTS, a regular expression, finds in their names; without it all, or when only
     * trying out, the two as they are installed.
     */
    static List<Router> measured(Bench bench) {
        String wanted = System.getenv().getOrDefault("BENCH_VRRP_SUBJECTS", "");
        if (!wanted.isEmpty()) {
            Pattern pattern = Pattern.compile(wanted);
            return ALL.stream()
                    .filter(router -> pattern.matcher(router.subject()).find())
                    .toList();
        }
        return bench.quick() ? ALL.subList(0, 2) : ALL;
    }

    /** Whether the machine lets us measure, which it says otherwise. */
    static boolean isPossible(Report report) {
        boolean root = "root".equals(System.getProperty("user.name"));
        report.note(
                root
                        ? "times are the kernel's time stamps where packets leave a host; \"rt\" is vrrp_rt_priority 50, \"punctual\""
                                + " that profile"
                        : "network namespaces need root; nothing was measured");
        return root;
    }

    boolean isMainstay() {
        return profile != null;
    }

    /** Its name in the report. */
    String subject() {
        String name = isMainstay() ? "Mainstay" : "keepalived";
        name += "punctual".equals(profile) ? ", punctual" : "";
        return name + (realTime ? ", rt" : "");
    }

    Subject start(Bench bench, Lan lan, int host, String instances) throws IOException {
        String configuration = globals(realTime) + instances;
        if (!isMainstay()) {
            return Subject.keepalived(bench, "keepalived" + host, lan.inside(host), configuration);
        }
        Path javaHome = bench.javaHomes().values().iterator().next();
        List<String> options = new ArrayList<>(List.of("--profile", profile));
        return Subject.mainstay(bench, lan.inside(host), javaHome, configuration, options);
    }

    /** The peer on the other host: keepalived with a real-time priority, so that it is not what is late. */
    static Subject peer(Bench bench, Lan lan, int host, String instances) throws IOException {
        return new Router(null, true).start(bench, lan, host, instances);
    }

    private static String globals(boolean realTime) {
        return "global_defs {\n router_id bench\n" + (realTime ? " vrrp_rt_priority 50\n" : "") + "}\n";
    }

    /** On eth0: version 2 at a second, version 3 below. */
    static String instance(int id, int priority, int intervalMillis, String address) {
        return String.format(
                Locale.ROOT,
                "vrrp_instance V%d {%n interface eth0%n virtual_router_id %d%n priority %d%n version %d%n"
                        + " advert_int %s%n virtual_ipaddress {%n  %s/24%n }%n}%n",
                id,
                id,
                priority,
                intervalMillis < 1000 ? 3 : 2,
                intervalMillis < 1000 ? String.format(Locale.ROOT, "%.2f", intervalMillis / 1e3) : "1",
                address);
    }
}
