// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.Locale;
import java.util.Objects;

/**
 * What identifies one service of a data plane: a listening address with its protocol, or a firewall mark with its family.
 */
public sealed interface ServiceKey {

    /**
     * Traffic to an address.
     *
     * @param protocol transport
     * @param endpoint port 0 means all ports (needs persistence)
     */
    record Address(Protocol protocol, Endpoint endpoint) implements ServiceKey {
        public Address {
            Objects.requireNonNull(protocol, "protocol");
            Objects.requireNonNull(endpoint, "endpoint");
        }

        /** {@code tcp 10.0.0.1:80}. */
        @Override
        public String toString() {
            return protocol.name().toLowerCase(Locale.ROOT) + " " + endpoint;
        }
    }

    /**
     * Traffic that the firewall has marked.
     *
     * @param mark 1 or more
     * @param ipv6 address family
     */
    record Fwmark(long mark, boolean ipv6) implements ServiceKey {
        /** {@code fwmark 7} or {@code fwmark 7 inet6}. */
        @Override
        public String toString() {
            return "fwmark " + mark + (ipv6 ? " inet6" : "");
        }
    }
}
