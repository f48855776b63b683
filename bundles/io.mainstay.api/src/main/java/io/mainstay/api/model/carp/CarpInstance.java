// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.carp;

import io.mainstay.api.model.Script;
import io.mainstay.api.model.vrrp.VirtualAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code carp_instance}: our participant in a CARP virtual host.
 *
 * @param name unique
 * @param device interface
 * @param vhid virtual host id, 1 to 255
 * @param password 1 to 20 bytes
 * @param addresses at least one; all are part of the digest, in whatever order
 * @param installAddresses put the addresses on the interface as MASTER; otherwise that is the scripts' work, as with ucarp
 * @param timing when it advertises and takes over
 * @param preempt take over from a slower master at once
 * @param transport how advertisements travel
 * @param ignoreLinkState go on while the interface has no carrier
 * @param tieBreak which of two with equal intervals yields
 * @param replay what to do about advertisements whose counter was used before
 * @param demoteCounter demotion is OpenBSD's counter in the advertisement, instead of being added to the advskew
 * @param scripts what is run when it changes its state
 */
public record CarpInstance(
        String name,
        String device,
        int vhid,
        String password,
        List<VirtualAddress> addresses,
        boolean installAddresses,
        Timing timing,
        boolean preempt,
        Transport transport,
        boolean ignoreLinkState,
        TieBreak tieBreak,
        Replay replay,
        boolean demoteCounter,
        Scripts scripts) {
    public static final int LONGEST_PASSWORD = 20;

    public CarpInstance {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(password, "password");
        addresses = List.copyOf(addresses);
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(tieBreak, "tieBreak");
        Objects.requireNonNull(replay, "replay");
        Objects.requireNonNull(scripts, "scripts");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CarpInstance[" + name + ", vhid " + vhid + " on " + device + ", " + addresses + ", " + timing + "]";
    }

    /**
     * The advertisement interval is advbase + advskew/256 seconds; the shorter, the more wanted as MASTER.
     *
     * @param advbase seconds, 0 to 255
     * @param advskew 256ths of a second, 0 to 255
     * @param deadRatio missed intervals after which the master is down, 1 to 255
     */
    public record Timing(int advbase, int advskew, int deadRatio) {
        public static final Timing DEFAULT = new Timing(1, 0, 3);
    }

    /**
     * How advertisements travel.
     *
     * @param source that they are sent from; empty means the interface's first of the family (IPv6: its link-local one)
     * @param group multicast group; empty means 224.0.0.18 and ff02::12
     * @param broadcast IPv4: Ethernet broadcasts with the group as destination, as {@code ucarp -M} sends them
     * @param peers unicast peers; empty means multicast or broadcast
     */
    public record Transport(
            Optional<InetAddress> source, Optional<InetAddress> group, boolean broadcast, List<InetAddress> peers) {
        /** To the usual groups. */
        public static final Transport MULTICAST = new Transport(Optional.empty(), Optional.empty(), false, List.of());

        public Transport {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(group, "group");
            peers = List.copyOf(peers);
        }
    }

    /**
     * What is run when the state changes; each script gets interface, first address and {@code parameter} as arguments.
     *
     * @param up run on MASTER
     * @param down run when it is no longer MASTER, and at the start
     * @param parameter third argument; empty for none
     * @param neutral do not run {@code down} at the start
     */
    public record Scripts(Optional<Script> up, Optional<Script> down, Optional<String> parameter, boolean neutral) {
        public static final Scripts NONE = new Scripts(Optional.empty(), Optional.empty(), Optional.empty(), false);

        public Scripts {
            Objects.requireNonNull(up, "up");
            Objects.requireNonNull(down, "down");
            Objects.requireNonNull(parameter, "parameter");
        }
    }

    /** How two addresses are compared: the lower is preferred. */
    public enum TieBreak {
        /** As numbers. */
        NUMERIC,
        /** As ucarp on little-endian machines does: the last octet counts most. */
        UCARP_LITTLE_ENDIAN
    }

    /** What to do about advertisements whose counter was used before. */
    public enum Replay {
        /** Nothing, as other CARPs. */
        ACCEPT,
        /** Count and report them. */
        ALARM,
        /** Count, report and drop them. */
        REFUSE
    }
}
