// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.Objects;

/**
 * How packets get from the virtual server to a real server.
 *
 * @param method IPVS forwarding method; the proxy's way counts as NAT
 * @param tunnel kind of tunnel, for TUN; ignored otherwise
 * @param tunnelPort UDP port, for GUE; 0 otherwise
 * @param checksum tunnel checksum mode, for GUE and GRE
 */
public record Forwarding(Method method, Tunnel tunnel, int tunnelPort, Checksum checksum) {

    /** IPVS forwarding method. */
    public enum Method {
        NAT,
        DR,
        TUN
    }

    /** Tunnel type of {@link Method#TUN}. */
    public enum Tunnel {
        IPIP,
        GUE,
        GRE
    }

    /** Tunnel checksum of {@link Method#TUN}. */
    public enum Checksum {
        NONE,
        CSUM,
        REMCSUM
    }

    public static final Forwarding NAT = new Forwarding(Method.NAT, Tunnel.IPIP, 0, Checksum.NONE);
    public static final Forwarding DR = new Forwarding(Method.DR, Tunnel.IPIP, 0, Checksum.NONE);

    public Forwarding {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(tunnel, "tunnel");
        Objects.requireNonNull(checksum, "checksum");
    }
}
