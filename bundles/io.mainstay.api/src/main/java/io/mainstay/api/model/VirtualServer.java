// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One virtual server: what it listens on, how it distributes, and its real servers.
 *
 * @param name its identity, unique in a desired state and used by commands: {@code tcp/10.0.0.100:80},
 *     {@code fwmark/7} ({@code fwmark/7/inet6}), or {@code tcp/group/NAME}
 * @param protocol transport; TCP for a fwmark unless configured otherwise
 * @param services the data plane services that it consists of, at least one; several for a group
 * @param scheduler how new connections are distributed
 * @param schedulerFlags such as {@code sh-port}, in the operator's spelling
 * @param persistence empty for none
 * @param onePacket one-packet scheduling (UDP)
 * @param hashed IPVS hashed flag
 * @param quorum sum of live weights needed, 1 or more
 * @param hysteresis less than quorum
 * @param quorumUp run when quorum is gained
 * @param quorumDown run when quorum is lost
 * @param alpha real servers start down
 * @param omega down notifications run when the process stops
 * @param sorryServer empty for none
 * @param haSuspend checks run only while an address of the virtual server is on this host
 * @param smtpAlert whether a mail tells of quorum changes
 * @param dataPlane {@code "auto"} or a plane's name
 * @param drain how long connections of a removed or weightless real server may go on; empty means without limit
 * @param connectionLimit connections at a time, over all real servers; 0 means no limit
 * @param realServers in configured order, endpoints unique
 */
public record VirtualServer(
        String name,
        Protocol protocol,
        List<ServiceKey> services,
        Scheduler scheduler,
        Set<String> schedulerFlags,
        Optional<Persistence> persistence,
        boolean onePacket,
        boolean hashed,
        int quorum,
        int hysteresis,
        Optional<Script> quorumUp,
        Optional<Script> quorumDown,
        boolean alpha,
        boolean omega,
        Optional<SorryServer> sorryServer,
        boolean haSuspend,
        boolean smtpAlert,
        String dataPlane,
        Optional<Duration> drain,
        int connectionLimit,
        List<RealServer> realServers) {

    public VirtualServer {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(protocol, "protocol");
        services = List.copyOf(services);
        Objects.requireNonNull(scheduler, "scheduler");
        schedulerFlags = Set.copyOf(schedulerFlags);
        Objects.requireNonNull(persistence, "persistence");
        Objects.requireNonNull(quorumUp, "quorumUp");
        Objects.requireNonNull(quorumDown, "quorumDown");
        Objects.requireNonNull(sorryServer, "sorryServer");
        Objects.requireNonNull(dataPlane, "dataPlane");
        Objects.requireNonNull(drain, "drain");
        realServers = List.copyOf(realServers);
    }

    /** The same on other services of the data plane. */
    public VirtualServer withServices(List<ServiceKey> others) {
        return new VirtualServer(
                name,
                protocol,
                others,
                scheduler,
                schedulerFlags,
                persistence,
                onePacket,
                hashed,
                quorum,
                hysteresis,
                quorumUp,
                quorumDown,
                alpha,
                omega,
                sorryServer,
                haSuspend,
                smtpAlert,
                dataPlane,
                drain,
                connectionLimit,
                realServers);
    }
}
