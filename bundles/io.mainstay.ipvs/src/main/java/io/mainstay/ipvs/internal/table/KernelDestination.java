// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

import io.mainstay.api.model.Endpoint;
import java.util.Objects;

/**
 * A destination as the kernel has it.
 *
 * @param endpoint its identity within the service
 * @param method {@link #MASQUERADE}, {@link #TUNNEL}, {@link #DIRECT_ROUTE}, or one that only others use
 * @param weight 0 or more
 * @param upperThreshold connections from which on it gets no more; 0 means no limit
 * @param lowerThreshold connections below which it gets some again; 0 means three quarters of the upper one
 * @param tunnel for {@link #TUNNEL}; {@link Tunnel#PLAIN} otherwise
 */
public record KernelDestination(
        Endpoint endpoint, int method, int weight, int upperThreshold, int lowerThreshold, Tunnel tunnel) {
    public static final int MASQUERADE = 0;
    public static final int LOCAL_NODE = 1;
    public static final int TUNNEL = 2;
    public static final int DIRECT_ROUTE = 3;
    public static final int BYPASS = 4;
    /** The part of the kernel's connection flags that is the method. */
    public static final int METHOD_MASK = 0x07;

    public KernelDestination {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(tunnel, "tunnel");
    }

    public KernelDestination withWeight(int other) {
        return new KernelDestination(endpoint, method, other, upperThreshold, lowerThreshold, tunnel);
    }
}
