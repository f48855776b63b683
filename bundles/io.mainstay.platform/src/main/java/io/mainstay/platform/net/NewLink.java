// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/** An interface to be created. */
public sealed interface NewLink {

    /** At most 15 bytes. */
    String name();

    /**
     * A further MAC address on an Ethernet interface.
     *
     * @param parent index of the interface below
     * @param mode how its siblings are reached
     * @param mac its address; null for a random one
     */
    record Macvlan(String name, int parent, Mode mode, MacAddress mac) implements NewLink {}

    /** Further addresses behind the parent's MAC address, layer 2 mode. */
    record Ipvlan(String name, int parent, IpvlanFlag flag) implements NewLink {}

    /** A pair of ends that are connected with each other (tests). */
    record VethPair(String name, String peer) implements NewLink {}

    /** An interface that drops what it is given (tests). */
    record Dummy(String name) implements NewLink {}

    /** macvlan modes. */
    enum Mode {
        PRIVATE,
        VEPA,
        BRIDGE,
        PASSTHRU
    }

    /** ipvlan flags. */
    enum IpvlanFlag {
        BRIDGE,
        PRIVATE,
        VEPA
    }
}
