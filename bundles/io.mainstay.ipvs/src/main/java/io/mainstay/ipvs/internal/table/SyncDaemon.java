// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the two kernel threads that send (master) or receive (backup) connections.
 *
 * @param role which
 * @param networkInterface by name
 * @param syncId 0 to 255; both sides must have the same
 * @param maxLength bytes of a message; 0 means what the interface's MTU allows
 * @param group multicast group; empty means the kernel's, 224.0.0.81
 * @param port UDP port; 0 means the kernel's, 8848
 * @param ttl of the messages; 0 means 1
 */
public record SyncDaemon(
        Role role, String networkInterface, int syncId, int maxLength, Optional<InetAddress> group, int port, int ttl) {

    /** Sender or receiver. */
    public enum Role {
        MASTER,
        BACKUP
    }

    public SyncDaemon {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(networkInterface, "networkInterface");
        Objects.requireNonNull(group, "group");
    }
}
