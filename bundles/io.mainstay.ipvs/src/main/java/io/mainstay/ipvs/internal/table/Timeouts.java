// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

/**
 * How long the kernel keeps connections of which it hears nothing, in seconds.
 *
 * @param tcp established; 0 leaves it as it is
 * @param tcpFin after the first FIN; 0 leaves it as it is
 * @param udp 0 leaves it as it is
 */
public record Timeouts(int tcp, int tcpFin, int udp) {}
