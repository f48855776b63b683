// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

/** How a probe takes leave of its peer. */
public enum CloseMode {
    /**
     * With a reset: no TIME_WAIT is left on this host, which would hold a port for a minute per probe. A peer that a probe
     * only connects to does not even hand the connection to its server program.
     */
    RESET,
    /** With an ordinary FIN, as keepalived does. */
    FIN
}
