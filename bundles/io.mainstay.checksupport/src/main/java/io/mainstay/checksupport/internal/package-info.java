// SPDX-License-Identifier: Apache-2.0
/**
 * Lanes and connections on Netty 4.2.
 *
 * <p>Plain connections on Linux bypass Netty's channels: a probe is itself the event loop's I/O handle
 * ({@link io.mainstay.checksupport.internal.EpollLine}), which leaves out pipeline, promises and channel options, a third of the CPU of a
 * short connection. TLS, and everything where epoll is missing, goes through channels
 * ({@link io.mainstay.checksupport.internal.ChannelLine}).
 *
 * <p>Thread rule: a line belongs to its lane's thread; contexts of TLS are built on a thread of their own.
 */
package io.mainstay.checksupport.internal;
