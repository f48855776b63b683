// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/**
 * What a socket did.
 *
 * @param received packets handed over
 * @param dropped packets that the kernel dropped because the receive buffer was full
 * @param sent packets
 * @param sendFailures sends that returned an errno
 * @param lastErrno of those; 0 for none
 */
public record SocketFigures(long received, long dropped, long sent, long sendFailures, int lastErrno) {}
