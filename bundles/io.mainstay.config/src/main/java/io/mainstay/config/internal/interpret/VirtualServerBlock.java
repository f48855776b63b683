// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Persistence;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.SorryServer;
import io.mainstay.api.model.VirtualServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code virtual_server IP [port] | fwmark N | group NAME { … }}, with keepalived's defaults and corrections. */
final class VirtualServerBlock {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final VirtualServerIdentity identity;
    private final BlockReader reader;
    private final Globals globals;
    private final List<Diagnostic> diagnostics;
    private final PlaneCheck plane;
    private final String dataPlane;

    private VirtualServerBlock(
            VirtualServerIdentity identity,
            Globals globals,
            Map<String, DataPlaneCapabilities> planes,
            List<Diagnostic> diagnostics) {
        this.identity = identity;
        this.reader = identity.reader();
        this.globals = globals;
        this.diagnostics = diagnostics;
        Optional<String> own = reader.text("data_plane");
        this.dataPlane = own.orElse(globals.settings().dataPlane());
        Position at = own.isPresent()
                ? Statements.valueAt(reader, "data_plane").orElseThrow()
                : globals.dataPlaneAt().orElse(reader.block().at());
        this.plane = PlaneCheck.of(reader, dataPlane, at, planes);
    }

    /**
     * Reads the block.
     *
     * @param further real servers that stand elsewhere and name this virtual server
     * @return empty when there is nothing to balance to, which has been reported
     */
    static Optional<VirtualServer> read(
            VirtualServerIdentity identity,
            List<ConfigNode> further,
            Globals globals,
            Map<String, DataPlaneCapabilities> planes,
            List<Diagnostic> diagnostics) {
        return new VirtualServerBlock(identity, globals, planes, diagnostics).read(further);
    }

    private Optional<VirtualServer> read(List<ConfigNode> further) {
        checkServices();
        SchedulerStatements scheduler = SchedulerStatements.read(reader, plane);
        Forwarding forwarding = forwarding();
        Optional<Persistence> persistence = persistence();
        boolean onePacket = onePacket();
        boolean hashed = reader.bool("hashed").orElse(false);
        Timing timing = Timing.ofServer(reader).within(globals.timing());
        int defaultWeight = reader.integer("weight", 0, Integer.MAX_VALUE).orElse(1);
        boolean inhibit = reader.bool("inhibit_on_failure").orElse(false);
        RealServerBlock.Inherited inherited = new RealServerBlock.Inherited(
                identity,
                plane,
                forwarding,
                defaultWeight,
                inhibit,
                timing,
                reader.timer("connect_timeout", Duration.ofMillis(1), Timing.LONGEST)
                        .orElse(CONNECT_TIMEOUT),
                reader.text("virtualhost"),
                reader.nodes(CheckBlocks.KEYWORD),
                globals);
        List<RealServer> realServers = realServers(further, inherited);
        int quorum = reader.integer("quorum", 1, Integer.MAX_VALUE).orElse(1);
        quorum = atMostTotalWeight(quorum, realServers);
        int hysteresis = lessThanQuorum(
                reader.integer("hysteresis", 0, Integer.MAX_VALUE).orElse(0), quorum);
        VirtualServer server = new VirtualServer(
                identity.name(),
                identity.protocol(),
                identity.services(),
                scheduler.scheduler(),
                scheduler.flags(),
                persistence,
                onePacket,
                hashed,
                quorum,
                hysteresis,
                globals.scripts().read(reader, "quorum_up"),
                globals.scripts().read(reader, "quorum_down"),
                timing.alpha().orElse(false),
                reader.bool("omega").orElse(false),
                sorryServer(forwarding),
                haSuspend(),
                reader.bool("smtp_alert").or(globals::smtpAlert).orElse(false),
                dataPlane,
                DrainTime.read(reader).map(DrainTime::limit).orElse(globals.drain()),
                connectionLimit(),
                realServers);
        reader.leaveToOthers("protocol", "ip_family"); // the identity has read them
        reader.notYetSupported("snmp_name");
        reader.rejectUnread();
        if (realServers.isEmpty()) {
            if (reader.nodes("real_server").isEmpty() && further.isEmpty()) {
                reader.warning(
                        DiagnosticKind.WARNING,
                        reader.block().at(),
                        "the virtual server " + identity.name() + " has no real server and is ignored",
                        "add a 'real_server IP PORT { … }'");
            }
            return Optional.empty();
        }
        return Optional.of(server);
    }

    // ---- what it listens on -----------------------------------------------------------------------------------

    private Position addressAt() {
        return identity.address().isEmpty()
                ? reader.block().at()
                : identity.address().get(0).at();
    }

    private void checkServices() {
        boolean marks = identity.services().stream().anyMatch(s -> s instanceof ServiceKey.Fwmark);
        if (marks) {
            plane.fwmark(addressAt());
        }
        if (identity.listensOnAnyPort()) {
            plane.anyPort(addressAt());
        }
        if (!identity.isFwmark()) {
            plane.protocol(
                    identity.protocol(),
                    Statements.valueAt(reader, "protocol").orElse(reader.block().at()));
        }
    }

    private boolean haSuspend() {
        boolean wanted = reader.bool("ha_suspend").orElse(false);
        if (wanted && identity.isFwmark()) {
            warn("ha_suspend", "'ha_suspend' has no effect on a virtual server by firewall mark, which has no address");
            return false;
        }
        return wanted;
    }

    private void warn(String keyword, String message) {
        Position at = Statements.valueAt(reader, keyword).orElse(reader.block().at());
        reader.warning(DiagnosticKind.WARNING, at, message, "");
    }

    // ---- how it distributes -----------------------------------------------------------------------------------

    private Forwarding forwarding() {
        Optional<ForwardingLine> line = ForwardingLine.read(reader, plane, "lvs_method", "lb_kind");
        boolean given = !reader.nodes("lvs_method").isEmpty()
                || !reader.nodes("lb_kind").isEmpty();
        if (!given) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.block().at(),
                    "no 'lvs_method' is given; NAT is used",
                    "add 'lvs_method NAT'");
        }
        return line.map(ForwardingLine::forwarding).orElse(Forwarding.NAT);
    }

    private boolean onePacket() {
        boolean wanted = reader.bool("ops").orElse(false);
        if (wanted && identity.protocol() != Protocol.UDP && !identity.isFwmark()) {
            warn("ops", "'ops' is for UDP only and is ignored");
            return false;
        }
        if (wanted) {
            plane.flag("ops", Statements.valueAt(reader, "ops").orElseThrow());
        }
        return wanted;
    }

    private int connectionLimit() {
        int limit = reader.integer("connection_limit", 0, Integer.MAX_VALUE).orElse(0);
        if (limit > 0) {
            plane.connectionLimit(Statements.valueAt(reader, "connection_limit").orElseThrow());
        }
        return limit;
    }

    private Optional<Persistence> persistence() {
        return PersistenceStatements.read(reader, plane, identity);
    }

    // ---- real servers -----------------------------------------------------------------------------------------

    private List<RealServer> realServers(List<ConfigNode> further, RealServerBlock.Inherited inherited) {
        List<ConfigNode> blocks = new ArrayList<>();
        for (BlockReader own : reader.blocks("real_server")) {
            blocks.add(own.block());
            own.block()
                    .all("virtual_server")
                    .forEach(name -> reader.error(
                            DiagnosticKind.GENERAL,
                            name.at(),
                            "'virtual_server' is for a 'real_server' that stands outside of one",
                            "remove it"));
        }
        blocks.addAll(further);
        List<RealServer> servers = new ArrayList<>(blocks.size());
        Map<Endpoint, Position> seen = new HashMap<>();
        for (ConfigNode block : blocks) {
            RealServer server = RealServerBlock.read(block, servers.size() + 1, inherited, diagnostics);
            Position first = seen.putIfAbsent(server.endpoint(), block.at());
            if (first == null) {
                servers.add(server);
            } else {
                reader.warning(
                        DiagnosticKind.WARNING,
                        block.at(),
                        "the real server " + server.endpoint() + " is already in " + identity.name()
                                + "; this one is ignored",
                        "first given at " + first);
            }
        }
        return servers;
    }

    private Optional<SorryServer> sorryServer(Forwarding forwarding) {
        Optional<ForwardingLine> own = ForwardingLine.read(reader, plane, "sorry_server_lvs_method");
        boolean inhibit = reader.bool("sorry_server_inhibit").orElse(false);
        Optional<Endpoint> endpoint = reader.endpoint("sorry_server");
        Optional<Position> at = Statements.valueAt(reader, "sorry_server");
        Forwarding used = own.map(ForwardingLine::forwarding).orElse(forwarding);
        return endpoint.map(given -> {
            if (!identity.hasFamily(given.isIpv6()) && used.method() != Forwarding.Method.TUN) {
                plane.otherFamily(at.orElseThrow());
            }
            boolean translated = given.port() != 0 && given.port() != identity.port();
            if (translated && used.method() == Forwarding.Method.NAT && identity.port() != 0) {
                Word port = reader.nodes("sorry_server").get(0).arguments().get(1);
                plane.otherPort(port.at());
            }
            boolean keepsPort = given.port() == 0 || used.method() != Forwarding.Method.NAT;
            return new SorryServer(keepsPort ? given.withPort(identity.port()) : given, used, inhibit);
        });
    }

    // ---- quorum -----------------------------------------------------------------------------------------------

    private int atMostTotalWeight(int quorum, List<RealServer> servers) {
        long total = servers.stream().mapToLong(RealServer::weight).sum();
        if (servers.isEmpty() || quorum <= Math.max(total, 1)) {
            return quorum;
        }
        int lowered = (int) Math.max(1, total);
        warn(
                "quorum",
                "'quorum' " + quorum + " can't be reached with a total weight of " + total + "; " + lowered
                        + " is used");
        return lowered;
    }

    private int lessThanQuorum(int hysteresis, int quorum) {
        if (hysteresis < quorum) {
            return hysteresis;
        }
        warn(
                "hysteresis",
                "'hysteresis' " + hysteresis + " is not less than the quorum " + quorum + "; " + (quorum - 1)
                        + " is used");
        return quorum - 1;
    }
}
