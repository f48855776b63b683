// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/**
 * A network interface as the kernel described it.
 *
 * @param index unique among those that exist; not used again soon
 * @param name as it is now
 * @param type ARPHRD_…: 1 for Ethernet, 772 for the loopback
 * @param flags IFF_…
 * @param operState RFC 2863
 * @param carrier whether there is a link, as far as the driver knows
 * @param mtu largest packet
 * @param mac its address; {@link MacAddress#ZERO} when it has none of 6 bytes
 * @param kind {@code "veth"}, {@code "macvlan"}, {@code "bridge"}, {@code "vrf"}; empty for hardware
 * @param master index of the bridge, bond or VRF that it belongs to; 0 for none
 * @param parent index of the interface below it (macvlan, VLAN) or of its peer (veth); 0 for none
 * @param parentElsewhere whether {@code parent} is in another namespace
 * @param macvlanMode {@link NewLink.Mode} of a macvlan; null for others
 * @param vrfTable routing table of a VRF; 0 for others
 */
public record Link(
        int index,
        String name,
        int type,
        int flags,
        OperState operState,
        boolean carrier,
        int mtu,
        MacAddress mac,
        String kind,
        int master,
        int parent,
        boolean parentElsewhere,
        NewLink.Mode macvlanMode,
        int vrfTable) {
    public static final int IFF_UP = 0x1;
    public static final int IFF_BROADCAST = 0x2;
    public static final int IFF_LOOPBACK = 0x8;
    public static final int IFF_POINTOPOINT = 0x10;
    public static final int IFF_RUNNING = 0x40;
    public static final int IFF_NOARP = 0x80;
    public static final int IFF_MULTICAST = 0x1000;
    public static final int IFF_LOWER_UP = 0x1_0000;

    /** Whether the administrator wants it up. */
    public boolean adminUp() {
        return (flags & IFF_UP) != 0;
    }

    /** Whether it can carry packets: up and running, which is what trackers ask. */
    public boolean running() {
        return (flags & (IFF_UP | IFF_RUNNING)) == (IFF_UP | IFF_RUNNING);
    }

    public boolean loopback() {
        return (flags & IFF_LOOPBACK) != 0;
    }

    public boolean multicast() {
        return (flags & IFF_MULTICAST) != 0;
    }

    public boolean pointToPoint() {
        return (flags & IFF_POINTOPOINT) != 0;
    }

    /** Whether neighbours are found by ARP or ND. */
    public boolean usesArp() {
        return (flags & IFF_NOARP) == 0;
    }

    /** In the order of the kernel's numbers. */
    public enum OperState {
        UNKNOWN,
        NOT_PRESENT,
        DOWN,
        LOWER_LAYER_DOWN,
        TESTING,
        DORMANT,
        UP
    }
}
