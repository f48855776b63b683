// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings of the kernel's load balancer that concern its whole table.
 *
 * @param flush {@code lvs_flush}: clear the whole table at the start of the process, others' entries too
 * @param flushOnStop {@code lvs_flush_on_stop}
 * @param tcpTimeout {@code lvs_timeouts}: seconds that an established TCP connection may be silent; 0 leaves it as it is
 * @param tcpFinTimeout the same after the first FIN
 * @param udpTimeout the same for UDP
 * @param syncDaemon {@code lvs_sync_daemon}; empty for none
 * @param namespace {@code net_namespace_ipvs}: network namespace whose table it is; empty for the process's own
 * @param marking {@code nftables_ipvs}; empty for none
 */
public record IpvsSettings(
        boolean flush,
        FlushOnStop flushOnStop,
        int tcpTimeout,
        int tcpFinTimeout,
        int udpTimeout,
        Optional<SyncDaemon> syncDaemon,
        Optional<String> namespace,
        Optional<Marking> marking) {

    /** Nothing out of the ordinary. */
    public static final IpvsSettings DEFAULT =
            new IpvsSettings(false, FlushOnStop.NO, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    public IpvsSettings {
        Objects.requireNonNull(flushOnStop, "flushOnStop");
        Objects.requireNonNull(syncDaemon, "syncDaemon");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(marking, "marking");
    }

    /** What is removed when the process stops. */
    public enum FlushOnStop {
        /** Destination by destination, service by service. */
        NO,
        /** Each service as a whole. */
        SERVICES,
        /** The whole table, others' entries too. */
        ALL
    }

    /**
     * Connection synchronisation between two load balancers.
     *
     * @param networkInterface on which messages are multicast
     * @param instance VRRP instance: its master sends, its backup receives; empty to do both all the time
     * @param id 0 to 255, equal on both sides
     * @param maxLength bytes of a message, 1 to 65507; 0 means what the interface takes
     * @param port UDP port; 0 means 8848
     * @param ttl 0 means 1
     * @param group multicast group; empty means 224.0.0.81
     */
    public record SyncDaemon(
            String networkInterface,
            Optional<String> instance,
            int id,
            int maxLength,
            int port,
            int ttl,
            Optional<InetAddress> group) {
        public SyncDaemon {
            Objects.requireNonNull(networkInterface, "networkInterface");
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(group, "group");
        }
    }

    /**
     * One firewall mark, and so one service, per virtual server group, set by nftables.
     *
     * @param table name of the nftables table, families ip and ip6
     * @param priority of its chains
     * @param rules which packets get which mark
     */
    public record Marking(String table, int priority, List<Rule> rules) {
        public Marking {
            Objects.requireNonNull(table, "table");
            rules = List.copyOf(rules);
        }

        public Marking withRules(List<Rule> others) {
            return new Marking(table, priority, others);
        }
    }

    /**
     * Packets to an address get a mark.
     *
     * @param to protocol, address and port; port 0 means all ports
     * @param mark 1 or more
     */
    public record Rule(ServiceKey.Address to, long mark) {
        public Rule {
            Objects.requireNonNull(to, "to");
        }
    }

    public IpvsSettings withMarking(Marking other) {
        return new IpvsSettings(
                flush, flushOnStop, tcpTimeout, tcpFinTimeout, udpTimeout, syncDaemon, namespace, Optional.of(other));
    }

    public IpvsSettings inNamespace(Optional<String> other) {
        return new IpvsSettings(flush, flushOnStop, tcpTimeout, tcpFinTimeout, udpTimeout, syncDaemon, other, marking);
    }
}
