// SPDX-License-Identifier: Apache-2.0
/**
 * A whole LAN in one thread: machines of {@code internal.machine} that exchange the bytes of {@code internal.codec} in virtual
 * time. Every run follows from its seed. Rules that must hold whatever happens are checked after every step
 * ({@link io.mainstay.carp.internal.sim.Invariants}).
 */
package io.mainstay.carp.internal.sim;
