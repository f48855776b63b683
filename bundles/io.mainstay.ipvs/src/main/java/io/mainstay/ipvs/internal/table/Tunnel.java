// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

/**
 * How packets of a tunnelled destination are wrapped, in the kernel's numbers ({@code linux/ip_vs.h}).
 *
 * @param type {@link #IPIP}, {@link #GUE} or {@link #GRE}
 * @param port UDP port of GUE; 0 otherwise
 * @param flags {@link #NO_CHECKSUM}, {@link #CHECKSUM} or {@link #REMOTE_CHECKSUM}
 */
public record Tunnel(int type, int port, int flags) {
    public static final int IPIP = 0;
    public static final int GUE = 1;
    public static final int GRE = 2;

    public static final int NO_CHECKSUM = 0;
    public static final int CHECKSUM = 1;
    public static final int REMOTE_CHECKSUM = 2;

    /** What a destination that is not tunnelled has, and what a tunnelled one has by default. */
    public static final Tunnel PLAIN = new Tunnel(IPIP, 0, NO_CHECKSUM);
}
