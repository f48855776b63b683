// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.netlink.codec.NetlinkReader;

/** Takes what comes back to the requests of a batch. */
interface Answers {

    /** A message that belongs to a request; valid during the call. */
    default void message(int request, NetlinkReader reader) {}

    /** How a request ended; the reader is at the message that says so, and null when there is none. */
    void ended(int request, int errno, NetlinkReader reader);
}
