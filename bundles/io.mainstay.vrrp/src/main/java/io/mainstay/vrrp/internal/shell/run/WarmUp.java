// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

/** Exercises the takeover before it counts. */
public final class WarmUp {
    private WarmUp() {}

    /** Takes a fraction of a second. */
    public static void run() {}
}
