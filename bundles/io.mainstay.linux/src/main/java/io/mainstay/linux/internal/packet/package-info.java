// SPDX-License-Identifier: Apache-2.0
/**
 * Raw IP sockets and AF_PACKET sockets on an {@link io.mainstay.linux.internal.loop.EpollLoop}. What the kernel writes and
 * reads is laid out once, when a socket or a target is made; receiving and sending allocate nothing.
 *
 * <p>Thread rule: opening on any thread; receiving and sending on the loop's.
 */
package io.mainstay.linux.internal.packet;
