// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.Endpoint;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All configurations of our kinds, as one fragment: global settings, groups, then virtual servers by PID, each with its
 * nested real servers and those that name it from configurations of their own. Pure.
 */
final class AdminStatements {
    static final String VIRTUAL_SERVER = "io.mainstay.virtualserver";
    static final String REAL_SERVER = "io.mainstay.realserver";
    static final String GROUP = "io.mainstay.virtualservergroup";
    static final String GLOBAL = "io.mainstay.global";
    static final String SSL = "io.mainstay.ssl";

    /** What precedes the type in the kind of checks with a name: {@code io.mainstay.check.TCP_CHECK~NAME}. */
    static final String CHECK_PREFIX = "io.mainstay.check.";

    /** Settings of virtual routers that have no name. */
    static final String VRRP = "io.mainstay.vrrp";

    /** Kinds that are one named block each, with the same statements as in keepalived.conf, and their keywords. */
    static final Map<String, String> NAMED = Map.of(
            "io.mainstay.vrrpinstance",
            "vrrp_instance",
            "io.mainstay.vrrpsyncgroup",
            "vrrp_sync_group",
            "io.mainstay.vrrpscript",
            "vrrp_script",
            "io.mainstay.vrrptrackprocess",
            "vrrp_track_process",
            "io.mainstay.vrrptrackfile",
            "track_file",
            "io.mainstay.carpinstance",
            "carp_instance");

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Map<String, VirtualServer> virtualServers = new LinkedHashMap<>();

    private final List<ConfigNode> elsewhere = new ArrayList<>();

    private AdminStatements() {}

    /** A virtual server that is being put together. */
    private record VirtualServer(String name, ConfigNode node, List<ConfigNode> realServers) {

        ConfigNode toNode() {
            List<ConfigNode> block = new ArrayList<>(node.block());
            block.addAll(realServers);
            return ConfigNode.block(node.keyword(), node.arguments(), block);
        }

        boolean listensOn(Endpoint endpoint) {
            List<Word> words = node.arguments();
            return Values.address(words.get(0).text())
                    .map(a -> new Endpoint(
                            a,
                            words.size() > 1 ? Values.port(words.get(1).text()).orElse(0) : 0))
                    .equals(Optional.of(endpoint));
        }
    }

    static Fragment of(Collection<AdminEntry> entries) {
        return new AdminStatements().fragment(entries);
    }

    private Fragment fragment(Collection<AdminEntry> entries) {
        List<AdminEntry> ordered =
                entries.stream().sorted(Comparator.comparing(AdminEntry::pid)).toList();
        List<ConfigNode> nodes = new ArrayList<>();
        for (AdminEntry entry : ordered) {
            String kind = entry.factoryPid().isEmpty() ? entry.pid() : entry.factoryPid();
            if (isCheck(kind)) {
                nodes.add(blocks(entry).check(kind.substring(CHECK_PREFIX.length())));
                continue;
            }
            if (NAMED.containsKey(kind)) {
                nodes.add(routers(entry).named(NAMED.get(kind)));
                continue;
            }
            switch (kind) {
                case GLOBAL -> nodes.add(0, blocks(entry).settings("global_defs"));
                case SSL -> nodes.add(blocks(entry).settings("SSL"));
                case VRRP -> nodes.addAll(routers(entry).unnamed());
                case GROUP -> nodes.add(blocks(entry).group());
                case VIRTUAL_SERVER ->
                    blocks(entry)
                            .virtualServer()
                            .ifPresent(node -> virtualServers.put(
                                    entry.name(),
                                    new VirtualServer(
                                            entry.name(), node, blocks(entry).nestedRealServers())));
                default -> {
                    // a real server: its virtual server must be known first
                }
            }
        }
        ordered.stream().filter(e -> e.factoryPid().equals(REAL_SERVER)).forEach(this::addRealServer);
        virtualServers.values().forEach(v -> nodes.add(v.toNode()));
        nodes.addAll(elsewhere);
        return new Fragment(nodes, diagnostics);
    }

    /** Whether this is the kind of checks with a name. */
    static boolean isCheck(String kind) {
        return kind.startsWith(CHECK_PREFIX) && ServerBlocks.isType(kind.substring(CHECK_PREFIX.length()));
    }

    private RouterBlocks routers(AdminEntry entry) {
        return new RouterBlocks(new Statements(entry, diagnostics));
    }

    private ServerBlocks blocks(AdminEntry entry) {
        return new ServerBlocks(new Statements(entry, diagnostics));
    }

    /**
     * A real server whose virtual server is not (or no longer) here is left out with a warning: files come and go one by
     * one, and one that is left over must not hold up everything else.
     */
    private void addRealServer(AdminEntry entry) {
        Statements statements = new Statements(entry, diagnostics);
        Optional<JsonMember> reference = entry.content().member(ServerBlocks.VIRTUAL_SERVER);
        if (reference.isEmpty() || !(reference.get().value() instanceof JsonString name)) {
            statements.missing(
                    reference.map(r -> r.value().span()).orElse(entry.content().span()),
                    "this real server does not say which virtual server it belongs to",
                    "expected \"virtual_server\": \"NAME\", as in " + VIRTUAL_SERVER + "~NAME.json");
            return;
        }
        Optional<VirtualServer> owner = find(name.text());
        if (owner.isEmpty() && !isReference(name.text())) {
            statements.warning(
                    name.span(),
                    "there is no virtual server '" + name.text() + "' in Config Admin; this real server is not used",
                    NearestKeyword.of(name.text(), virtualServers.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse(
                                    virtualServers.isEmpty()
                                            ? "add " + VIRTUAL_SERVER + "~" + name.text() + ".json"
                                            : "there are: " + String.join(", ", virtualServers.keySet())));
            return;
        }
        Optional<ConfigNode> node = new ServerBlocks(statements)
                .realServer(entry.content(), Optional.empty(), Set.of(ServerBlocks.VIRTUAL_SERVER));
        if (owner.isPresent()) {
            node.ifPresent(owner.get().realServers()::add);
        } else {
            node.ifPresent(n -> elsewhere.add(naming(n, reference.get(), name, statements)));
        }
    }

    /** A virtual server of another source: the interpreter knows them all. */
    private static ConfigNode naming(ConfigNode node, JsonMember reference, JsonString name, Statements statements) {
        List<Word> words =
                Values.endpoint(name.text()).isPresent() ? statements.endpoint(name) : statements.split(name, " \t");
        List<ConfigNode> block = new ArrayList<>();
        block.add(ConfigNode.line(statements.entry().word(ServerBlocks.VIRTUAL_SERVER, reference.nameSpan()), words));
        block.addAll(node.block());
        return ConfigNode.block(node.keyword(), node.arguments(), block);
    }

    /** Whether a text has a form that names virtual servers of every source. */
    private static boolean isReference(String text) {
        return Values.endpoint(text).isPresent()
                || text.startsWith("fwmark ")
                || text.startsWith("group ")
                || text.indexOf('/') >= 0;
    }

    /** By the configuration's name, or by the address when that is one virtual server's only. */
    private Optional<VirtualServer> find(String text) {
        VirtualServer named = virtualServers.get(text);
        if (named != null) {
            return Optional.of(named);
        }
        Optional<Endpoint> endpoint = Values.endpoint(text);
        List<VirtualServer> matching = endpoint.isEmpty()
                ? List.of()
                : virtualServers.values().stream()
                        .filter(v -> v.listensOn(endpoint.get()))
                        .toList();
        return matching.size() == 1 ? Optional.of(matching.get(0)) : Optional.empty();
    }
}
