// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.api.dataplane.Traffic;
import io.mainstay.ipvs.internal.table.KernelDestination;

/**
 * A destination as the kernel lists it.
 *
 * @param destination what was configured
 * @param active connections that are established
 * @param inactive connections in any other state
 * @param persistent clients that are bound to it
 * @param traffic what went through it
 */
public record DestinationRow(
        KernelDestination destination, long active, long inactive, long persistent, Traffic traffic) {}
