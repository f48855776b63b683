// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import io.mainstay.api.control.RouterView;
import java.util.Map;

/** Virtual routers in the files that signals ask for. Pure. */
final class RouterText {
    private RouterText() {}

    /** For the state file: one line, and one for each address, peer and counter. */
    static void state(RouterView router, StringBuilder out) {
        out.append(router.protocol()).append(" instance ").append(router.name());
        out.append(" id ").append(router.id()).append(" version ").append(router.version());
        out.append(" interface ").append(router.device().isEmpty() ? "-" : router.device());
        router.group().ifPresent(group -> out.append(" group ").append(group));
        out.append(' ').append(router.state()).append(" since ").append(router.since());
        out.append(" priority ").append(router.effectivePriority());
        out.append(" of ").append(router.configuredPriority());
        out.append(": ").append(router.cause()).append('\n');
        router.addresses()
                .forEach(address -> out.append("  Address ")
                        .append(address.address())
                        .append(" dev ")
                        .append(address.device())
                        .append(address.excluded() ? " excluded" : "")
                        .append(address.held() ? " set" : "")
                        .append('\n'));
        router.peers()
                .forEach(peer -> out.append("  Peer ")
                        .append(peer.address().getHostAddress())
                        .append(" priority ")
                        .append(peer.priority())
                        .append(" adverts ")
                        .append(peer.adverts())
                        .append('\n'));
        router.settings()
                .forEach((name, value) ->
                        out.append("  ").append(name).append(": ").append(value).append('\n'));
        router.drops()
                .forEach((reason, count) -> out.append("  dropped, ")
                        .append(reason)
                        .append(": ")
                        .append(count)
                        .append('\n'));
    }

    /** For the statistics file: keepalived's layout, which tools read. */
    static void statistics(RouterView router, StringBuilder out) {
        Map<String, Long> statistics = router.statistics();
        out.append(router.protocol())
                .append(" Instance: ")
                .append(router.name())
                .append('\n');
        out.append("  Advertisements:\n");
        line(out, "    Received", statistics, "adverts received");
        line(out, "    Sent", statistics, "adverts sent");
        line(out, "  Became master", statistics, "became master");
        line(out, "  Released master", statistics, "released master");
        out.append("  Packet Errors:\n");
        line(out, "    Length", router.drops(), "too short", "too long", "ip header");
        line(out, "    TTL", router.drops(), "ttl");
        line(out, "    Invalid Type", router.drops(), "type");
        line(out, "    Advertisement Interval", router.drops(), "interval");
        line(out, "    Address List", statistics, "address list errors");
        out.append("  Authentication Errors:\n");
        line(out, "    Invalid Type", router.drops(), "auth type unknown");
        line(out, "    Type Mismatch", router.drops(), "auth type mismatch");
        line(out, "    Failure", router.drops(), "auth failure", "replay");
        out.append("  Priority Zero:\n");
        line(out, "    Received", statistics, "priority zero received");
        line(out, "    Sent", statistics, "priority zero sent");
    }

    private static void line(StringBuilder out, String label, Map<String, Long> counters, String... names) {
        long sum = 0;
        for (String name : names) {
            sum += counters.getOrDefault(name, 0L);
        }
        out.append(label).append(": ").append(sum).append('\n');
    }
}
