// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.time.Duration;
import java.util.Objects;

/**
 * Keeps a client on its real server.
 *
 * @param timeout how long after the client's last connection, 1 s or more
 * @param ipv4Prefix clients are told apart by this many leading bits, 1 to 32
 * @param ipv6Prefix the same for IPv6, 1 to 128
 * @param engine kernel persistence engine, such as {@code sip}; empty for none
 */
public record Persistence(Duration timeout, int ipv4Prefix, int ipv6Prefix, String engine) {

    public Persistence {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(engine, "engine");
    }
}
