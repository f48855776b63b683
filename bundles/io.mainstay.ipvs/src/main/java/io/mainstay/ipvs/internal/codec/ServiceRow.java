// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.ipvs.internal.table.KernelService;
import io.mainstay.ipvs.internal.table.Traffic;

/**
 * A service as the kernel lists it.
 *
 * @param service what was configured
 * @param traffic what went through it
 */
public record ServiceRow(KernelService service, Traffic traffic) {}
