// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.List;
import java.util.Objects;

/**
 * Which interfaces are polled for their link, once a second, instead of being followed by netlink.
 *
 * @param all {@code linkbeat_use_polling}: all that instances use
 * @param interfaces {@code linkbeat_interfaces}
 */
public record Linkbeat(boolean all, List<Polled> interfaces) {
    public static final Linkbeat NONE = new Linkbeat(false, List.of());

    public Linkbeat {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * A polled interface.
     *
     * @param device interface
     * @param method how
     */
    public record Polled(String device, Method method) {
        public Polled {
            Objects.requireNonNull(device, "device");
            Objects.requireNonNull(method, "method");
        }
    }

    /** How a link is polled. */
    public enum Method {
        /** The first of the others that works. */
        ANY,
        MII,
        ETHTOOL,
        IOCTL
    }
}
