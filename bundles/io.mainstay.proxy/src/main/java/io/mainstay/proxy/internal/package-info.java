// SPDX-License-Identifier: Apache-2.0
/**
 * The data plane {@code proxy}: carries the traffic of virtual services in this process, without privileges and without
 * kernel support. See docs/architecture/proxy.md.
 *
 * <p>Rooms: {@code schedule} chooses (pure), {@code wire} is sockets on event loops, {@code relay} is one connection,
 * {@code service} and {@code udp} are what is configured.
 */
package io.mainstay.proxy.internal;
