// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.Script;
import io.mainstay.platform.KeepalivedCheckers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code real_server IP [port] { … }}, within a virtual server or, as an extension, alone. */
final class RealServerBlock {
    /** What such a block may have, besides checks. */
    private static final Set<String> KEYWORDS = Set.of(
            "weight",
            "lvs_method",
            "lb_kind",
            "uthreshold",
            "lthreshold",
            "inhibit_on_failure",
            "notify_up",
            "notify_down",
            "alpha",
            "retry",
            "delay_before_retry",
            "warmup",
            "rise",
            "jitter",
            "connect_timeout",
            "delay_loop",
            "smtp_alert",
            "virtualhost",
            "snmp_name",
            CheckBlocks.KEYWORD,
            "virtual_server");

    private static final Endpoint NOWHERE =
            new Endpoint(Values.address("0.0.0.0").orElseThrow(), 0);

    private RealServerBlock() {}

    /**
     * What the virtual server passes on.
     *
     * @param identity the virtual server
     * @param plane what its data plane can do
     * @param forwarding default forwarding
     * @param weight default weight
     * @param inhibit default of {@code inhibit_on_failure}
     * @param timing default timing
     * @param connectTimeout default time limit of connecting
     * @param virtualHost default virtual host
     * @param checks its {@code check NAME} statements
     * @param globals settings of the process
     */
    record Inherited(
            VirtualServerIdentity identity,
            PlaneCheck plane,
            Forwarding forwarding,
            int weight,
            boolean inhibit,
            Timing timing,
            Duration connectTimeout,
            Optional<String> virtualHost,
            List<ConfigNode> checks,
            Globals globals) {}

    /**
     * Reads the block.
     *
     * @param ordinal of the block in its virtual server; stands in for an address that is wrong, so that such a server and
     *     its checks can be judged all the same: the state has an error then and never becomes current
     */
    static RealServer read(ConfigNode block, int ordinal, Inherited from, List<Diagnostic> diagnostics) {
        BlockReader reader = new BlockReader(block, diagnostics);
        nameCheckers(reader);
        // A standalone block names its virtual server; whoever found it has read that.
        reader.leaveToOthers("virtual_server");
        Forwarding forwarding = ForwardingLine.read(reader, from.plane(), "lvs_method", "lb_kind")
                .map(ForwardingLine::forwarding)
                .orElse(from.forwarding());
        Endpoint endpoint = reader.endpoint(block)
                .map(e -> withPort(reader, e, forwarding, from))
                .orElse(NOWHERE.withPort(ordinal % 65536));
        int weight = reader.integer("weight", 0, Integer.MAX_VALUE).orElse(from.weight());
        int upper = reader.integer("uthreshold", 0, Integer.MAX_VALUE).orElse(0);
        int lower = reader.integer("lthreshold", 0, Integer.MAX_VALUE).orElse(0);
        if (upper > 0 && lower > upper) {
            Statements.valueAt(reader, "lthreshold")
                    .ifPresent(at -> reader.error(
                            DiagnosticKind.GENERAL, at, "'lthreshold' is greater than 'uthreshold' (" + upper + ")"));
        }
        boolean inhibit = reader.bool("inhibit_on_failure").orElse(from.inhibit());
        Optional<Script> notifyUp = from.globals().scripts().read(reader, "notify_up");
        Optional<Script> notifyDown = from.globals().scripts().read(reader, "notify_down");
        boolean alert =
                reader.bool("smtp_alert").or(() -> from.globals().smtpAlert()).orElse(true);
        Timing timing = Timing.ofServer(reader).within(from.timing());
        Duration connectTimeout = reader.timer("connect_timeout", Duration.ofMillis(1), Timing.LONGEST)
                .orElse(from.connectTimeout());
        Optional<String> virtualHost = reader.text("virtualhost").or(from::virtualHost);
        reader.notYetSupported("snmp_name");
        CheckTarget target = new CheckTarget(
                endpoint,
                from.identity().protocol(),
                virtualHost,
                connectTimeout,
                weight,
                from.globals().settings().ssl(),
                from.globals().scripts().account());
        List<CheckSpec> checks = CheckBlock.read(
                reader, from.checks(), from.globals().checks(), from.identity().name(), target, timing, diagnostics);
        reader.rejectUnread();
        return new RealServer(endpoint, weight, forwarding, upper, lower, inhibit, notifyUp, notifyDown, alert, checks);
    }

    /** Lets the hint for an unknown keyword name the checkers; not done for the thousands of blocks without one. */
    private static void nameCheckers(BlockReader reader) {
        for (ConfigNode child : reader.block().block()) {
            if (!KEYWORDS.contains(child.name()) && !CheckStatement.isCheck(child)) {
                KeepalivedCheckers.TYPES.stream().sorted().forEach(type -> {
                    if (reader.block().all(type).stream().allMatch(CheckStatement::isCheck)) {
                        reader.leaveToOthers(type);
                    }
                });
                return;
            }
        }
    }

    private static Endpoint withPort(BlockReader reader, Endpoint given, Forwarding forwarding, Inherited from) {
        VirtualServerIdentity identity = from.identity();
        ConfigNode block = reader.block();
        Word address = block.arguments().get(0);
        Position portAt = block.argument(1).map(Word::at).orElse(address.at());
        if (!identity.hasFamily(given.isIpv6()) && forwarding.method() != Forwarding.Method.TUN) {
            from.plane().otherFamily(address.at());
        }
        int port = identity.port();
        if (given.port() == 0) {
            return given.withPort(port);
        }
        if (forwarding.method() == Forwarding.Method.NAT) {
            if (given.port() != port && port != 0) {
                from.plane().otherPort(portAt);
            }
            return given;
        }
        if (given.port() != port) {
            String why = identity.isFwmark() ? "a firewall mark keeps the port" : "the virtual server's is used";
            reader.warning(
                    DiagnosticKind.WARNING,
                    portAt,
                    "with " + forwarding.method() + " a real server has its virtual server's port: " + why,
                    "remove the port, or use NAT");
        }
        return given.withPort(port);
    }
}
