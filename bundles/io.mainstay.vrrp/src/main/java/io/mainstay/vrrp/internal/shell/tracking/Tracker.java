// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

/** One tracker at work. Tracker thread only. */
interface Tracker {

    /** Begins; the first result comes soon. */
    void start();

    /** Ends; no result comes any more. */
    void stop();
}
