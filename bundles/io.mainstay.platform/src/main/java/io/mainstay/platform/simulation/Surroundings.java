// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.simulation;

import java.net.InetAddress;

/** What a station sees of its host, and what it does there. Thread-safety: the simulation's thread. */
public interface Surroundings {

    /** The host's own address on an interface; the same on each call. */
    InetAddress source(String interfaceName, boolean ipv6);

    boolean linkUp(String interfaceName);

    /** Whether a tracked script would succeed now. */
    boolean scriptPasses(String name);

    /** The number in a tracked file. */
    long fileValue(String name);

    boolean processRuns(String name);

    /** Sends a packet; its bytes are copied. */
    void send(Datagram datagram);

    /** The host has an address from now on, until {@link #release} or a crash. Twice is once. */
    void hold(String router, InetAddress address);

    void release(String router, InetAddress address);

    /**
     * A router, or a group of them, entered a state.
     *
     * @param router its name; of a group with what it is, such as {@code "group G"}
     * @param state in the protocol's words
     * @param why the cause with the value that decided
     */
    void entered(String router, String state, String why);

    /** Anything else worth a line in the timeline. */
    void note(String router, String what);
}
