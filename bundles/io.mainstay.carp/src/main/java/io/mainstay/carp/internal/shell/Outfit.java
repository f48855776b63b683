// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.carp.internal.codec.AdvertDecoder;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.PreparedChange;
import java.util.List;

/**
 * All that an instance needs to act on its interface, made in advance from its configuration and from what the host looks like:
 * another address or interface is another outfit. The parts are used by the time-critical loop only.
 *
 * @param ipv4 reads IPv4 packets; null when the instance does not speak IPv4
 * @param ipv6 reads IPv6 packets; null when the instance does not speak IPv6
 * @param ways all destinations of its advertisements
 * @param add installs the addresses
 * @param remove removes them
 * @param outdated removes those that an earlier configuration had
 * @param announcements frames that tell everybody on the wire where the addresses are
 * @param frames sends them
 */
record Outfit(
        AdvertDecoder ipv4,
        AdvertDecoder ipv6,
        List<Way> ways,
        PreparedChange add,
        PreparedChange remove,
        PreparedChange outdated,
        List<Announcement> announcements,
        LinkSocket frames) {

    Outfit {
        ways = List.copyOf(ways);
        announcements = List.copyOf(announcements);
    }

    /**
     * Tells everybody on a wire where an address is.
     *
     * @param ifIndex where it is sent
     * @param frame whole Ethernet frame; nobody changes it
     */
    record Announcement(int ifIndex, byte[] frame) {}

    AdvertDecoder decoder(boolean ofIpv6) {
        return ofIpv6 ? ipv6 : ipv4;
    }

    /** Ties are broken by the addresses of one family, so that two members cannot decide differently in each. */
    boolean breaksTies(boolean ofIpv6) {
        return !ofIpv6 || ipv4 == null;
    }
}
