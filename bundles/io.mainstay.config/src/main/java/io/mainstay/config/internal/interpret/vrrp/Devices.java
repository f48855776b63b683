// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The interfaces that are named, to be compared with those of the host when all names are known: some interfaces are made by the
 * configuration itself.
 */
final class Devices {
    private final List<Reference> references = new ArrayList<>();
    private final Set<String> own = new HashSet<>();

    /**
     * A place that names an interface.
     *
     * @param kind decides the exit code
     */
    private record Reference(String name, Position at, DiagnosticKind kind, String what) {}

    /** An interface that must be there unless interfaces are dynamic. */
    void named(String name, Position at, String what) {
        references.add(new Reference(name, at, DiagnosticKind.GENERAL, what));
    }

    /** The same, where keepalived's {@code -t} has an exit code of its own. */
    void needed(String name, Position at, String what) {
        references.add(new Reference(name, at, DiagnosticKind.BAD_INTERFACE, what));
    }

    /** An interface that comes with the configuration. */
    void made(String name) {
        own.add(name);
    }

    /** Whether another part of the configuration makes this interface. */
    boolean isMade(String name) {
        return own.contains(name);
    }

    boolean isEmpty() {
        return references.isEmpty();
    }

    void check(BlockReader reader, Set<String> host, boolean dynamic) {
        for (Reference reference : references) {
            if (!host.contains(reference.name())
                    && !own.contains(reference.name())
                    && (!dynamic || reference.kind() == DiagnosticKind.BAD_INTERFACE)) {
                reader.error(
                        reference.kind(),
                        reference.at(),
                        "there is no interface '" + reference.name() + "' (" + reference.what() + ")",
                        NearestKeyword.of(reference.name(), host)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse(
                                        reference.kind() == DiagnosticKind.BAD_INTERFACE
                                                ? "create it, or name another"
                                                : "create it, or set 'dynamic_interfaces' in 'global_defs'"));
            }
        }
    }
}
