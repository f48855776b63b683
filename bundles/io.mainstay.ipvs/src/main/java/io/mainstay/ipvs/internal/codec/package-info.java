// SPDX-License-Identifier: Apache-2.0
/**
 * The attributes of the kernel's generic netlink family {@code IPVS} ({@code linux/ip_vs.h}), as values and as bytes. Pure.
 * Headers of netlink and generic netlink are not seen here.
 *
 * <p>Numbers are in the machine's byte order, ports and addresses in the network's. Unknown attributes are skipped. Bad input
 * is a {@link io.mainstay.ipvs.internal.codec.Decoded.Bad value with a reason}, never an exception.
 */
package io.mainstay.ipvs.internal.codec;
