// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

/** Exit codes of the process; those of keepalived. */
final class ExitCode {
    static final int OK = 0;
    /** A bad option, a second instance, a folder that can't be written. */
    static final int FATAL = 1;
    /** The configuration has errors; the control bundle returns it. */
    static final int CONFIG = 2;

    static final int NO_PERMISSION = 4;
    static final int NO_CONFIG = 6;
    /** An internal error: the distribution is damaged or a bundle failed. */
    static final int SOFTWARE = 70;
    /** As a shell reports a death by SIGTERM: a second request to stop ended the first. */
    static final int FORCED = 143;

    private ExitCode() {}
}
