// SPDX-License-Identifier: Apache-2.0
/**
 * Which destination gets a new connection: the schedulers, thresholds and persistence, without sockets and without a clock.
 *
 * <p>Thread rule: nothing here is thread-safe; everything of one service is used under that service's lock. Names follow
 * IPVS; where its behaviour would send a client to a server that must get none, ours does not (see {@link
 * io.mainstay.proxy.internal.schedule.HashedPolicy}).
 */
package io.mainstay.proxy.internal.schedule;
