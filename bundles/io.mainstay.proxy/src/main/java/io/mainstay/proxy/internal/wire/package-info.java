// SPDX-License-Identifier: Apache-2.0
/**
 * Sockets as the relay needs them: non-blocking, owned by one event loop, with readiness that is announced once and then
 * remembered ("edge-triggered"). Two transports: native epoll, and NIO where that is missing. They run on Netty's event loops
 * but below its channels: a channel reads on after a peer's FIN whatever back-pressure says, and costs several times the
 * memory.
 *
 * <p>Thread rule: a wire, and all that is called back by it, belongs to its loop's thread.
 */
package io.mainstay.proxy.internal.wire;
