// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

/** What a {@link Diagnostic} means for the configuration that it is about. */
public enum Severity {
    /** The configuration is refused as a whole; what runs goes on untouched. */
    ERROR,
    /** Accepted, but probably not what the operator meant. */
    WARNING,
    /** Worth knowing, nothing to do. */
    NOTICE
}
