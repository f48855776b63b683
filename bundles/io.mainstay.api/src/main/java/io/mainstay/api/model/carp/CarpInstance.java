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
 * @param source address that advertisements are sent from; empty means the interface's first
 * @param vhid virtual host id, 1 to 255
 * @param password 1 to 19 bytes
 * @param addresses at least one; all are part of the digest
 * @param advbase seconds of the advertisement interval, 0 to 255
 * @param advskew 256ths of a second added to it, 0 to 255
 * @param deadRatio missed intervals after which the master is down, 1 or more
 * @param preempt take over from a slower master at once
 * @param neutral do not run the down script at the start
 * @param group multicast group
 * @param broadcast send Ethernet broadcasts instead of multicasts
 * @param peers unicast peers; empty means multicast or broadcast
 * @param ignoreLinkState go on while the interface has no carrier
 * @param tieBreak which of two with equal intervals yields
 * @param replayAlarm report advertisements whose counter was seen before
 * @param upScript run on MASTER with interface, address and {@code parameter}
 * @param downScript run on BACKUP with the same
 * @param parameter third argument of the scripts
 */
public record CarpInstance(
        String name,
        String device,
        Optional<InetAddress> source,
        int vhid,
        String password,
        List<VirtualAddress> addresses,
        int advbase,
        int advskew,
        int deadRatio,
        boolean preempt,
        boolean neutral,
        InetAddress group,
        boolean broadcast,
        List<InetAddress> peers,
        boolean ignoreLinkState,
        TieBreak tieBreak,
        boolean replayAlarm,
        Optional<Script> upScript,
        Optional<Script> downScript,
        Optional<String> parameter) {
    public CarpInstance {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(password, "password");
        addresses = List.copyOf(addresses);
        Objects.requireNonNull(group, "group");
        peers = List.copyOf(peers);
        Objects.requireNonNull(tieBreak, "tieBreak");
        Objects.requireNonNull(upScript, "upScript");
        Objects.requireNonNull(downScript, "downScript");
        Objects.requireNonNull(parameter, "parameter");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CarpInstance[" + name + ", vhid " + vhid + " on " + device + ", " + addresses + "]";
    }

    /** How two addresses are compared. */
    public enum TieBreak {
        /** As numbers. */
        NUMERIC,
        /** As ucarp on little-endian machines does: the last octet first. */
        UCARP_LITTLE_ENDIAN
    }
}
