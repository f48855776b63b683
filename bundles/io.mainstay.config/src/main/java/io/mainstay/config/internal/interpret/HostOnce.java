// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A host that is asked the same thing once: thousands of scripts have one account, thousands of instances four interfaces.
 * Confined to one interpretation.
 */
final class HostOnce implements Host {
    private final Host host;
    private final Map<String, Boolean> accounts = new HashMap<>();
    private final Map<String, Boolean> groups = new HashMap<>();
    private final Map<String, OptionalInt> mtus = new HashMap<>();
    private final Map<String, ScriptFile> files = new HashMap<>();
    private Optional<Boolean> root = Optional.empty();
    private Optional<Set<String>> interfaces = Optional.empty();

    HostOnce(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public Optional<InetAddress> resolve(String name) {
        return host.resolve(name);
    }

    @Override
    public boolean hasAccount(String name) {
        return accounts.computeIfAbsent(name, host::hasAccount);
    }

    @Override
    public boolean hasGroup(String name) {
        return groups.computeIfAbsent(name, host::hasGroup);
    }

    @Override
    public Set<String> interfaces() {
        if (interfaces.isEmpty()) {
            interfaces = Optional.of(host.interfaces());
        }
        return interfaces.get();
    }

    @Override
    public OptionalInt mtu(String device) {
        return mtus.computeIfAbsent(device, host::mtu);
    }

    @Override
    public Map<String, Long> routingNames(String file, Optional<String> etc, Optional<String> usr) {
        return host.routingNames(file, etc, usr);
    }

    @Override
    public boolean runsAsRoot() {
        if (root.isEmpty()) {
            root = Optional.of(host.runsAsRoot());
        }
        return root.get();
    }

    @Override
    public ScriptFile inspect(String program) {
        return files.computeIfAbsent(program, host::inspect);
    }
}
