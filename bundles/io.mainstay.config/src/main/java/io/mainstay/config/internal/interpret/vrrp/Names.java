// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.config.internal.interpret.Host;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names that iproute2 gives to numbers, from its files; each file is read when a name is asked for first, and what iproute2 knows
 * by itself is known without them.
 */
final class Names {
    private final Host host;
    private final Optional<String> etc;
    private final Optional<String> usr;
    private final Map<String, Map<String, Long>> read = new HashMap<>();

    Names(Host host, Optional<String> etc, Optional<String> usr) {
        this.host = host;
        this.etc = etc;
        this.usr = usr;
    }

    Map<String, Long> tables() {
        return names("rt_tables", Map.of("default", 253L, "main", 254L, "local", 255L, "unspec", 0L));
    }

    Map<String, Long> protocols() {
        return names(
                "rt_protos",
                Map.of(
                        "redirect",
                        1L,
                        "kernel",
                        2L,
                        "boot",
                        3L,
                        "static",
                        4L,
                        "ra",
                        9L,
                        "dhcp",
                        16L,
                        "keepalived",
                        18L));
    }

    Map<String, Long> scopes() {
        return names("rt_scopes", Map.of("global", 0L, "site", 200L, "link", 253L, "host", 254L, "nowhere", 255L));
    }

    Map<String, Long> realms() {
        return names("rt_realms", Map.of());
    }

    Map<String, Long> fields() {
        return names("rt_dsfield", Map.of("default", 0L));
    }

    Map<String, Long> groups() {
        return names("group", Map.of("default", 0L));
    }

    private Map<String, Long> names(String file, Map<String, Long> builtIn) {
        return read.computeIfAbsent(file, name -> {
            Map<String, Long> all = new HashMap<>(builtIn);
            all.putAll(host.routingNames(name, etc, usr));
            return all;
        });
    }
}
