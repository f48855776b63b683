// SPDX-License-Identifier: Apache-2.0
/**
 * Ports to the network of this host, and the loop that is on time: raw packets, Ethernet frames, links, addresses, routes,
 * rules, neighbours, sysctls, firewall sets. {@link io.mainstay.platform.net.Networks} gives a
 * {@link io.mainstay.platform.net.Network} per network namespace; everything hangs on it.
 *
 * <p>Thread rule: unless a method says otherwise, anything that opens, lists or changes may be called on any thread, waits
 * for the kernel (micro- to milliseconds) and never for the network; sending and prepared changes belong to one thread,
 * normally the {@link io.mainstay.platform.net.PunctualLoop}'s, on which packets and timers arrive too.
 *
 * <p>Errors: what is done at leisure throws {@link io.mainstay.platform.net.SystemCallException}; what is done on time
 * returns an errno ({@link io.mainstay.platform.net.Errno}), 0 for success.
 *
 * <p>Implementation: {@code io.mainstay.linux}. Fakes: {@code io.mainstay.testkit.net}.
 */
@Export
@Version("1.0.0")
package io.mainstay.platform.net;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
