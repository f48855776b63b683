// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

/**
 * The class of a diagnostic, which decides the exit code of {@code mainstay -t}. The constants are ordered as keepalived
 * ranks them, mildest first: the highest-ranked kind that occurred decides.
 */
public enum DiagnosticKind {
    FILE_NOT_FOUND(0),
    BAD_INTERFACE(4),
    /** The configuration file itself is there, but cannot be read. */
    UNREADABLE_FILE(4),
    FATAL(4),
    MULTIPLE_FILES(5),
    UNKNOWN_KEYWORD(5),
    UNEXPECTED_OPEN_BRACE(5),
    MISSING_OPEN_BRACE(5),
    UNEXPECTED_CLOSE_BRACE(5),
    MISSING_CLOSE_BRACE(5),
    UNMATCHED_QUOTE(5),
    INVALID_NUMBER(5),
    /** Any other wrong value or combination. */
    GENERAL(5),
    WARNING(5),
    DEPRECATED(5),
    /** A known keyword whose subsystem this version does not have. */
    NOT_YET_SUPPORTED(5),
    SECURITY(6),
    /** An include that must match a file, and does not. */
    MISSING_INCLUDE(6),
    /** A keyword without the value that it needs. keepalived's parser ends right there, which outranks all. */
    MISSING_PARAMETER(2);

    private final int exitCode;

    DiagnosticKind(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code that {@code mainstay -t} ends with when this is the highest-ranked kind. */
    public int exitCode() {
        return exitCode;
    }
}
