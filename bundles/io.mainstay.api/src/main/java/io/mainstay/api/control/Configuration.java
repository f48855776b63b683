// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.DesiredState;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The desired state, seen from outside. Thread-safety: any thread. */
@ProviderType
public interface Configuration {

    /** What is current. */
    DesiredState current();

    /**
     * Reads all sources, validates everything, and makes the result current when there is no error. Returns when that is
     * done. Calls are queued: each is a reload of its own.
     */
    ReloadReport reload();

    /** As {@link #reload}, but never makes anything current. */
    ReloadReport test();

    /** The outcome of the last reload, or of the first load. */
    ReloadReport last();

    /**
     * What a reload came to.
     *
     * @param accepted whether the state became (for {@link #test}: could have become) current
     * @param number of the state
     * @param diagnostics all of them, in order of file and position
     * @param took reading, validating and applying
     */
    record ReloadReport(boolean accepted, long number, List<Diagnostic> diagnostics, Duration took) {
        public ReloadReport {
            diagnostics = List.copyOf(diagnostics);
        }

        /** The exit code that {@code mainstay -t} has for this; keepalived's (highest-ranked kind decides). */
        public int testExitCode() {
            return diagnostics.stream()
                    .filter(d -> d.severity() != io.mainstay.api.config.Severity.NOTICE)
                    .map(Diagnostic::kind)
                    .max(java.util.Comparator.naturalOrder())
                    .map(io.mainstay.api.config.DiagnosticKind::exitCode)
                    .orElse(0);
        }
    }
}
