// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.Values;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A machine called {@code lb1} where every script is fine unless told otherwise. */
final class FakeHost implements Host {
    private final Set<String> accounts = new HashSet<>(Set.of("root", "nobody"));
    private final Map<String, ScriptFile> scripts = new HashMap<>();
    private boolean root = true;
    int inspections;

    FakeHost account(String name) {
        accounts.add(name);
        return this;
    }

    FakeHost notRoot() {
        root = false;
        return this;
    }

    FakeHost script(String program, ScriptFile file) {
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
    public boolean runsAsRoot() {
        return root;
    }

    @Override
    public ScriptFile inspect(String program) {
        inspections++;
        return scripts.getOrDefault(program, new ScriptFile(true, true, Optional.empty()));
    }
}
