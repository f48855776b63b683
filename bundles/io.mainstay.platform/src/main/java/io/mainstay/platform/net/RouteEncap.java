// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.InetAddress;
import java.util.List;

/** Light-weight encapsulation of a route. */
public sealed interface RouteEncap {

    /** @param labels outermost first; @param ttl 0 for the default */
    record Mpls(List<Integer> labels, int ttl) implements RouteEncap {
        public Mpls {
            labels = List.copyOf(labels);
        }
    }

    /**
     * IP tunnel metadata.
     *
     * @param ipv6 family of the outer header
     * @param source null for chosen by the kernel; likewise {@code destination}
     * @param id tunnel id
     * @param tos or traffic class
     * @param ttl or hop limit
     * @param flags TUNNEL_… in host order
     */
    record Ip(boolean ipv6, long id, InetAddress source, InetAddress destination, int tos, int ttl, int flags)
            implements RouteEncap {}

    /**
     * Identifier locator addressing.
     *
     * @param locator high 64 bits
     * @param checksumMode the kernel's number; -1 for its default
     */
    record Ila(long locator, int checksumMode) implements RouteEncap {}
}
