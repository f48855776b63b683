// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import java.util.List;
import java.util.Map;

/**
 * What a file says: its configurations, or everything that is wrong with it and no configuration at all.
 *
 * @param configurations by PID; usually one
 * @param diagnostics errors; empty when the file can be used
 */
record ParsedFile(Map<Pid, Properties> configurations, List<Diagnostic> diagnostics) {

    static ParsedFile broken(List<Diagnostic> diagnostics) {
        return new ParsedFile(Map.of(), List.copyOf(diagnostics));
    }

    static ParsedFile broken(Position at, String message, String hint) {
        return broken(List.of(Diagnostic.error(DiagnosticKind.GENERAL, at, message, hint)));
    }

    boolean isBroken() {
        return !diagnostics.isEmpty();
    }
}
