// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import io.mainstay.linux.internal.netlink.codec.NetlinkReader;
import io.mainstay.platform.net.SystemCallException;
import java.util.List;

/** One kind of object that a monitor watches. Thread-safety: the monitor's thread. */
interface Topic {

    /** Multicast groups that tell of it. */
    List<Integer> groups();

    /** Whether anybody listens. */
    boolean wanted();

    /** A message that may be about it; true when it was. */
    boolean message(NetlinkReader reader);

    /** Messages were lost, or it begins: find out how things are, and tell the differences. */
    void resync() throws SystemCallException;
}
