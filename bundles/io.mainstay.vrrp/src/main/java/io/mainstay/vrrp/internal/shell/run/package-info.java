// SPDX-License-Identifier: Apache-2.0
/**
 * Routers at work: packets in, machine, effects out. The shell around {@code internal.machine} and {@code internal.codec}; it
 * decides nothing about the protocol.
 *
 * <p>The order for every event: clear the effects, machine, sync group, effects in their order, timers
 * ({@link io.mainstay.vrrp.internal.shell.run.Conductor}). What an event needs is made in advance
 * ({@link io.mainstay.vrrp.internal.shell.run.Binding}): packets, netlink requests, announcements. An advert, sent or received,
 * allocates nothing.
 *
 * <p>Thread rule: confined to the time-critical loop, but for bindings, which may be made elsewhere before they are used.
 */
package io.mainstay.vrrp.internal.shell.run;
