// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.Values;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A machine called {@code lb1} with four interfaces, where every script is fine unless told otherwise. */
public final class FakeHost implements Host {
    private final Set<String> accounts = new HashSet<>(Set.of("root", "nobody"));
    private final Map<String, ScriptFile> scripts = new HashMap<>();
    private final Map<String, Integer> mtus =
            new HashMap<>(Map.of("lo", 65536, "eth0", 1500, "eth1", 1500, "eth2", 1500));
    private boolean root = true;
    int inspections;

    /** Adds an interface. */
    public FakeHost with(String device, int mtu) {
        mtus.put(device, mtu);
        return this;
    }

    FakeHost account(String name) {
        accounts.add(name);
        return this;
    }

    FakeHost notRoot() {
        root = false;
        return this;
    }

    public FakeHost script(String program, ScriptFile file) {
        scripts.put(program, file);
        return this;
    }

    @Override
    public String name() {
        return "lb1";
    }

    @Override
    public Optional<InetAddress> resolve(String name) {
        return name.equals("mail.example") ? Values.address("192.0.2.25") : Optional.empty();
    }

    @Override
    public boolean hasAccount(String name) {
        return accounts.contains(name);
    }

    @Override
    public boolean hasGroup(String name) {
        return Set.of("root", "nogroup", "adm").contains(name);
    }

    @Override
    public Set<String> interfaces() {
        return mtus.keySet();
    }

    @Override
    public OptionalInt mtu(String device) {
        Integer mtu = mtus.get(device);
        return mtu == null ? OptionalInt.empty() : OptionalInt.of(mtu);
    }

    @Override
    public Map<String, Long> routingNames(String file, Optional<String> etc, Optional<String> usr) {
        return file.equals("rt_tables") ? Map.of(etc.isPresent() ? "elsewhere" : "uplink", 77L) : Map.of();
    }

    @Override
    public boolean runsAsRoot() {
        return root;
    }

    @Override
    public ScriptFile inspect(String program) {
        inspections++;
        return scripts.getOrDefault(program, new ScriptFile(true, true, Optional.empty()));
    }
}
