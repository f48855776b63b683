// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import java.util.Objects;

/**
 * One thing that is wrong, or worth knowing, about a configuration.
 *
 * @param severity whether the configuration can be used
 * @param kind its class, for the exit code
 * @param at where
 * @param message what is wrong and what was expected, one sentence without the position
 * @param hint what to do about it, such as the nearest known keyword; empty when there is nothing to add
 */
public record Diagnostic(Severity severity, DiagnosticKind kind, Position at, String message, String hint) {

    public Diagnostic {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
    }

    public static Diagnostic error(DiagnosticKind kind, Position at, String message, String hint) {
        return new Diagnostic(Severity.ERROR, kind, at, message, hint);
    }

    public static Diagnostic error(DiagnosticKind kind, Position at, String message) {
        return error(kind, at, message, "");
    }

    public static Diagnostic warning(DiagnosticKind kind, Position at, String message, String hint) {
        return new Diagnostic(Severity.WARNING, kind, at, message, hint);
    }

    public static Diagnostic warning(DiagnosticKind kind, Position at, String message) {
        return warning(kind, at, message, "");
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line:column: error: message (hint)}, the form that compilers use and editors jump to. */
    @Override
    public String toString() {
        String word = switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTICE -> "notice";
        };
        return at + ": " + word + ": " + message + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
