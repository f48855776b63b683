// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/** One request to the kernel's routing tables. Immutable. */
public sealed interface Change {

    /** {@link Errno#EEXIST} when the interface has it. */
    record AddAddress(InterfaceAddress address) implements Change {}

    /** Adds it, or gives the present one the lifetimes and flags that this has. */
    record ReplaceAddress(InterfaceAddress address) implements Change {}

    /** {@link Errno#EADDRNOTAVAIL} when there is none. Address, prefix length, peer, label and interface select. */
    record DeleteAddress(InterfaceAddress address) implements Change {}

    record AddRoute(Route route, Placement placement) implements Change {}

    /** {@link Errno#ESRCH} when there is none. */
    record DeleteRoute(Route route) implements Change {}

    record AddRule(Rule rule) implements Change {}

    /** {@link Errno#ENOENT} when there is none. */
    record DeleteRule(Rule rule) implements Change {}

    /** Creates an interface, down; {@link Errno#EEXIST} when there is one of that name. */
    record AddLink(NewLink link) implements Change {}

    record DeleteLink(int index) implements Change {}

    /** Up or down. */
    record SetUp(int index, boolean up) implements Change {}

    record SetMac(int index, MacAddress mac) implements Change {}

    record SetMtu(int index, int mtu) implements Change {}

    /** The bridge, bond or VRF it belongs to; 0 for none. */
    record SetMaster(int index, int master) implements Change {}

    /** How the kernel makes IPv6 link-local addresses. */
    record SetAddressGeneration(int index, AddressGeneration mode) implements Change {}

    /** Interface group (ip link set group). */
    record SetGroup(int index, int group) implements Change {}

    /** A permanent entry, replacing another. */
    record SetNeighbour(Neighbour neighbour) implements Change {}

    record DeleteNeighbour(Neighbour neighbour) implements Change {}

    /** Where a route goes among those with the same destination. */
    enum Placement {
        /** {@link Errno#EEXIST} when there is one like it. */
        ADD,
        REPLACE,
        APPEND,
        PREPEND
    }

    /** {@code addrgenmode}. */
    enum AddressGeneration {
        EUI64,
        NONE,
        STABLE_SECRET,
        RANDOM
    }
}
