// SPDX-License-Identifier: Apache-2.0
/**
 * The data plane {@code ipvs}: carries the table's differences to the kernel. See docs/architecture/ipvs.md.
 *
 * <p>Thread rule: everything that waits for the kernel happens on one thread, {@code ipvs}, which owns the
 * {@link io.mainstay.ipvs.internal.shell.TableKeeper}; what others read are immutable snapshots.
 */
package io.mainstay.ipvs.internal.shell;
