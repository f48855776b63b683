// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import io.mainstay.api.dataplane.Traffic;
import io.mainstay.ipvs.internal.table.KernelService;

/**
 * A service as the kernel lists it.
 *
 * @param service what was configured
 * @param traffic what went through it
 */
public record ServiceRow(KernelService service, Traffic traffic) {}
