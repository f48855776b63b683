// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.InetAddress;

/**
 * An entry of the ARP or ND table.
 *
 * @param ifIndex of the interface
 * @param address of the neighbour
 * @param mac null while unknown
 * @param state NUD_…: 0x02 reachable, 0x04 stale, 0x20 failed, 0x80 permanent
 */
public record Neighbour(int ifIndex, InetAddress address, MacAddress mac, int state) {}
