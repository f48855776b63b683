// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.api.dataplane.DataPlaneCapabilities;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.IpvsSettings;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.SslSettings;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.model.carp.CarpConfiguration;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.config.internal.interpret.carp.CarpBlocks;
import io.mainstay.config.internal.interpret.vrrp.VrrpBlocks;
import io.mainstay.platform.ConfigInterpreter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the statements of all sources into a desired state. Blocks may stand in any order and in several sources;
 * {@code global_defs} and {@code SSL} blocks are taken together.
 *
 * <p>Thread-safety: without state; any thread.
 */
public final class Interpreter implements ConfigInterpreter {
    private static final Word ROOT = new Word("the configuration", "", 0, 0);

    private final Host machine;

    /** Interprets for a machine. */
    public Interpreter(Host host) {
        this.machine = host;
    }

    @Override
    public Interpretation interpret(long number, List<ConfigNode> nodes, Map<String, DataPlaneCapabilities> planes) {
        Findings diagnostics = new Findings();
        Host host = new HostOnce(machine);
        BlockReader top = new BlockReader(ConfigNode.block(ROOT, List.of(), nodes), diagnostics);
        Optional<SslSettings> ssl =
                Statements.merged(blocks(top, "SSL")).map(block -> SslBlock.read(new BlockReader(block, diagnostics)));
        ConfigNode globalDefs = Statements.merged(blocks(top, "global_defs"))
                .orElseGet(() -> ConfigNode.block(new Word("global_defs", "", 0, 0), List.of(), List.of()));
        BlockReader globalReader = new BlockReader(globalDefs, diagnostics);
        Globals globals = withChecks(GlobalDefsBlock.read(globalReader, ssl, host), top, diagnostics);
        Map<String, Position> origins = new HashMap<>();
        VrrpConfiguration vrrp = VrrpBlocks.read(top, globalReader, globals.scripts(), host, origins, diagnostics);
        CarpConfiguration carp = CarpBlocks.read(top, globals.scripts(), host, origins, diagnostics);
        IpvsSettings ipvs = IpvsStatements.read(globalReader, nodes).inNamespace(top.text("net_namespace_ipvs"));
        int firstMark = IpvsStatements.firstMark(globalReader);
        globalReader.rejectUnread();
        Map<String, VirtualServerGroup> groups = groups(top);
        List<VirtualServerIdentity> refused = new ArrayList<>();
        List<VirtualServerIdentity> identities = identities(top, groups, refused);
        Map<String, List<ConfigNode>> standalone = standaloneRealServers(top, identities);
        List<VirtualServer> servers = new ArrayList<>(identities.size());
        for (VirtualServerIdentity identity : identities) {
            List<ConfigNode> further = standalone.getOrDefault(identity.name(), List.of());
            VirtualServerBlock.read(identity, further, globals, planes, diagnostics)
                    .ifPresent(server -> {
                        servers.add(server);
                        origins.put(server.name(), identity.reader().block().at());
                    });
        }
        diagnostics.errorsOnly(true);
        for (VirtualServerIdentity identity : refused) {
            VirtualServerBlock.read(identity, List.of(), globals, Map.of(), diagnostics)
                    .ifPresent(servers::add);
        }
        diagnostics.errorsOnly(false);
        globals.checks().warnOfUnused(top);
        top.notYetSupported(NotYetSupported.TOP_LEVEL);
        top.rejectUnread();
        IpvsSettings.Marking marking = ipvs.marking().orElse(null);
        if (marking != null) {
            GroupMarks marks = new GroupMarks(firstMark, configuredMarks(servers));
            servers.replaceAll(server -> isForKernel(server, planes) ? marks.marked(server) : server);
            ipvs = ipvs.withMarking(marking.withRules(marks.rules()));
        }
        List<Diagnostic> found = diagnostics.all();
        sort(found, nodes);
        return new Interpretation(
                new DesiredState(number, globals.settings().withIpvs(ipvs), servers, origins, vrrp, carp), found);
    }

    private static Globals withChecks(Globals globals, BlockReader top, List<Diagnostic> diagnostics) {
        return globals.with(CheckBlocks.read(top, globals.scripts(), globals.shareProbes(), diagnostics));
    }

    private static boolean isForKernel(VirtualServer server, Map<String, DataPlaneCapabilities> planes) {
        return server.dataPlane().equals("ipvs")
                || server.dataPlane().equals(PlaneCheck.AUTO) && planes.containsKey("ipvs");
    }

    private static Set<Long> configuredMarks(List<VirtualServer> servers) {
        Set<Long> marks = new HashSet<>();
        for (VirtualServer server : servers) {
            for (ServiceKey key : server.services()) {
                if (key instanceof ServiceKey.Fwmark mark) {
                    marks.add(mark.mark());
                }
            }
        }
        return marks;
    }

    private static List<ConfigNode> blocks(BlockReader top, String keyword) {
        return top.blocks(keyword).stream().map(BlockReader::block).toList();
    }

    private static Map<String, VirtualServerGroup> groups(BlockReader top) {
        Map<String, VirtualServerGroup> groups = new LinkedHashMap<>();
        int addresses = 0;
        for (BlockReader block : top.blocks("virtual_server_group")) {
            Optional<VirtualServerGroup> read =
                    VirtualServerGroupBlock.read(block, VirtualServerGroupBlock.MOST_ADDRESSES_IN_ALL - addresses);
            addresses += read.map(group -> group.members().size()).orElse(0);
            read.ifPresent(group -> {
                if (groups.putIfAbsent(group.name(), group) != null) {
                    block.error(
                            DiagnosticKind.GENERAL,
                            block.block().arguments().get(0).at(),
                            "there is a virtual_server_group '" + group.name() + "' already",
                            "give it another name");
                }
            });
        }
        return groups;
    }

    /** All virtual servers whose services are free; the others' blocks are only judged. */
    private static List<VirtualServerIdentity> identities(
            BlockReader top, Map<String, VirtualServerGroup> groups, List<VirtualServerIdentity> refused) {
        List<VirtualServerIdentity> identities = new ArrayList<>();
        Map<Object, Position> taken = new HashMap<>();
        for (BlockReader block : top.blocks("virtual_server")) {
            Optional<VirtualServerIdentity> identity = VirtualServerIdentity.read(block, groups);
            if (identity.isPresent() && claim(identity.get(), taken)) {
                identities.add(identity.get());
            } else {
                refused.add(VirtualServerIdentity.unusable(block, refused.size() + 1));
            }
        }
        return identities;
    }

    private static boolean claim(VirtualServerIdentity identity, Map<Object, Position> taken) {
        BlockReader block = identity.reader();
        Position at = block.block().at();
        for (ServiceKey service : identity.services()) {
            Position first = taken.putIfAbsent(service, at);
            if (first != null) {
                block.error(
                        DiagnosticKind.GENERAL,
                        at,
                        "the service " + service + " belongs to another virtual server already",
                        "that one is at " + first);
                return false;
            }
        }
        return true;
    }

    /** Extension: real servers at top level, by the name of the virtual server that each names. */
    private static Map<String, List<ConfigNode>> standaloneRealServers(
            BlockReader top, List<VirtualServerIdentity> identities) {
        Map<String, List<ConfigNode>> byName = new HashMap<>();
        Map<String, List<VirtualServerIdentity>> byReference = new HashMap<>();
        for (VirtualServerIdentity identity : identities) {
            identity.references()
                    .forEach(text -> byReference
                            .computeIfAbsent(text, t -> new ArrayList<>(1))
                            .add(identity));
        }
        for (BlockReader block : top.blocks("real_server")) {
            Optional<ConfigNode> reference = block.node("virtual_server");
            if (reference.isEmpty() || reference.get().arguments().isEmpty()) {
                block.error(
                        DiagnosticKind.MISSING_PARAMETER,
                        reference.orElse(block.block()).at(),
                        "a 'real_server' outside a virtual server needs 'virtual_server': "
                                + "IP port, fwmark N, group NAME, or a name such as tcp/10.0.0.1:80");
                continue;
            }
            List<Word> words = reference.get().arguments();
            List<VirtualServerIdentity> meant =
                    byReference.getOrDefault(VirtualServerIdentity.reference(words), List.of());
            if (meant.size() == 1) {
                byName.computeIfAbsent(meant.get(0).name(), name -> new ArrayList<>())
                        .add(block.block());
            } else {
                notOneMeant(block, words, meant, byReference);
            }
        }
        return byName;
    }

    private static void notOneMeant(
            BlockReader block,
            List<Word> words,
            List<VirtualServerIdentity> meant,
            Map<String, List<VirtualServerIdentity>> byReference) {
        String text = VirtualServerIdentity.reference(words);
        if (meant.isEmpty()) {
            block.error(
                    DiagnosticKind.GENERAL,
                    words.get(0).at(),
                    "there is no virtual server '" + text + "'",
                    NearestKeyword.of(text, byReference.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("define it with 'virtual_server'"));
        } else {
            block.error(
                    DiagnosticKind.GENERAL,
                    words.get(0).at(),
                    "'" + text + "' could be any of "
                            + meant.stream().map(VirtualServerIdentity::name).toList(),
                    "use the name");
        }
    }

    /** By file, in the order in which the files are first seen, then by place in the file. */
    private static void sort(List<Diagnostic> diagnostics, List<ConfigNode> nodes) {
        if (diagnostics.size() < 2) {
            return;
        }
        Map<String, Integer> order = new HashMap<>();
        nodes.forEach(node -> number(node, order));
        diagnostics.sort(Comparator.comparing((Diagnostic d) -> order.getOrDefault(d.at().file(), -1))
                .thenComparing(d -> d.at().line())
                .thenComparing(d -> d.at().column()));
    }

    private static void number(ConfigNode node, Map<String, Integer> order) {
        order.putIfAbsent(node.at().file(), order.size());
        node.block().forEach(child -> number(child, order));
    }
}
