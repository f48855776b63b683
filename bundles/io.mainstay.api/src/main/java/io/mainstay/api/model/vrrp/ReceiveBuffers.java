// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * Sizes of kernel receive buffers.
 *
 * @param policy how those of advert sockets are sized
 * @param bytes for {@link Policy#BYTES}; 0 otherwise
 * @param multiplier factor of the MTU or of the advert's size
 * @param netlinkCommand bytes of the netlink command socket; empty for the system's
 * @param netlinkCommandForce beyond the system's limit
 * @param netlinkMonitor bytes of the netlink monitor socket; empty for the system's
 * @param netlinkMonitorForce beyond the system's limit
 * @param processMonitor bytes of the process event socket; empty for the system's
 * @param processMonitorForce beyond the system's limit
 */
public record ReceiveBuffers(
        Policy policy,
        int bytes,
        int multiplier,
        OptionalInt netlinkCommand,
        boolean netlinkCommandForce,
        OptionalInt netlinkMonitor,
        boolean netlinkMonitorForce,
        OptionalInt processMonitor,
        boolean processMonitorForce) {
    public static final ReceiveBuffers DEFAULT = new ReceiveBuffers(
            Policy.SYSTEM, 0, 3, OptionalInt.empty(), false, OptionalInt.empty(), false, OptionalInt.empty(), false);

    public ReceiveBuffers {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(netlinkCommand, "netlinkCommand");
        Objects.requireNonNull(netlinkMonitor, "netlinkMonitor");
        Objects.requireNonNull(processMonitor, "processMonitor");
    }

    /** How buffers of advert sockets are sized. */
    public enum Policy {
        SYSTEM,
        MTU,
        ADVERT,
        BYTES
    }
}
