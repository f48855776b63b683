// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Severity;
import io.mainstay.config.internal.interpret.Host;
import io.mainstay.config.internal.interpret.Scripts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the readers of one interpretation share. */
final class Context {
    private static final long LAST_PREFERENCE = 16384;

    final Host host;
    final Scripts scripts;
    final VrrpDefaults defaults;
    final Names names;
    final Devices devices = new Devices();
    final Set<String> trackGroups = new HashSet<>();

    private final List<Diagnostic> diagnostics;
    private long preference = LAST_PREFERENCE;

    Context(Host host, Scripts scripts, VrrpDefaults defaults, Names names, List<Diagnostic> diagnostics) {
        this.host = host;
        this.scripts = scripts;
        this.defaults = defaults;
        this.names = names;
        this.diagnostics = diagnostics;
    }

    /** For rules without one, downwards. */
    long nextPreference() {
        return preference--;
    }

    /** Something worth knowing that changes neither the outcome nor the exit code. */
    void notice(Position at, String message, String hint) {
        diagnostics.add(new Diagnostic(Severity.NOTICE, DiagnosticKind.WARNING, at, message, hint));
    }
}
