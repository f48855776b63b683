// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

/** The process can't start; the message says where, what was expected and what to do. */
final class StartRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    StartRefused(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
