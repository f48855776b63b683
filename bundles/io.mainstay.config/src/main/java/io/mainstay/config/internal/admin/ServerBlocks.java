// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Word;
import io.mainstay.platform.json.JsonValue;
import io.mainstay.platform.json.JsonValue.JsonArray;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonNull;
import io.mainstay.platform.json.JsonValue.JsonNumber;
import io.mainstay.platform.json.JsonValue.JsonObject;
import io.mainstay.platform.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The objects that have a shape of their own: virtual server, real server, checks, group.
 *
 * <p>Thread-safety: confined to one reading of the source.
 */
final class ServerBlocks {
    static final String ADDRESS = "address";
    static final String FWMARK = "fwmark";
    static final String GROUP = "group";
    static final String REAL_SERVERS = "real_servers";
    static final String CHECKS = "checks";
    private static final String CHECK = "check";
    static final String TYPE = "type";
    static final String VIRTUAL_SERVER = "virtual_server";
    static final String NAME = "name";
    static final String MEMBERS = "members";

    private final Statements statements;
    private final AdminEntry entry;

    ServerBlocks(Statements statements) {
        this.statements = statements;
        this.entry = statements.entry();
    }

    /** A virtual server without its real servers; empty when it cannot be told what it listens on. */
    Optional<ConfigNode> virtualServer() {
        JsonObject object = entry.content();
        List<JsonMember> keys = object.members().stream()
                .filter(m -> Set.of(ADDRESS, FWMARK, GROUP).contains(m.name()))
                .toList();
        if (keys.isEmpty()) {
            statements.missing(
                    object.span(),
                    "this virtual server does not say what it listens on",
                    "expected one of \"address\": \"10.0.0.1:80\", \"fwmark\": 7, \"group\": \"NAME\"");
            return Optional.empty();
        }
        if (keys.size() > 1) {
            statements.error(
                    keys.get(1).nameSpan(),
                    "'" + keys.get(0).name() + "' and '" + keys.get(1).name() + "' exclude each other",
                    "keep one of them");
            return Optional.empty();
        }
        JsonMember key = keys.get(0);
        List<Word> arguments = new ArrayList<>();
        if (!key.name().equals(ADDRESS)) {
            arguments.add(entry.word(key.name(), key.nameSpan()));
        }
        if (key.value() instanceof JsonString string) {
            arguments.addAll(
                    key.name().equals(ADDRESS)
                            ? statements.endpoint(string)
                            : List.of(entry.word(string.text(), string.span())));
        } else if (key.value() instanceof JsonNumber number && !key.name().equals(ADDRESS)) {
            arguments.add(entry.word(number.text(), number.span()));
        } else {
            statements.error(
                    key.value().span(),
                    "'" + key.name() + "' cannot be " + key.value().kind(),
                    "");
            return Optional.empty();
        }
        List<ConfigNode> block = new ArrayList<>(statements.of(object, Set.of(key.name(), REAL_SERVERS, CHECKS)));
        addDefaults(key, block);
        return Optional.of(ConfigNode.block(entry.word(VIRTUAL_SERVER, key.nameSpan()), arguments, block));
    }

    /** This format has usual defaults; keepalived.conf warns where these are not given, and takes UDP. */
    private void addDefaults(JsonMember key, List<ConfigNode> block) {
        if (!key.name().equals(FWMARK)) {
            addDefault(key, block, "protocol", "TCP", "");
        }
        addDefault(key, block, "lvs_sched", "wlc", "lb_algo");
        addDefault(key, block, "lvs_method", "NAT", "lb_kind");
    }

    private void addDefault(JsonMember key, List<ConfigNode> block, String keyword, String value, String alias) {
        if (block.stream().noneMatch(n -> n.name().equals(keyword) || n.name().equals(alias))) {
            block.add(ConfigNode.line(entry.word(keyword, key.nameSpan()), List.of(entry.word(value, key.nameSpan()))));
        }
    }

    /** The real servers nested in a virtual server; those without checks get the virtual server's. */
    List<ConfigNode> nestedRealServers() {
        List<ConfigNode> nodes = new ArrayList<>();
        Optional<JsonMember> common = entry.content().member(CHECKS);
        for (JsonValue element : elements(entry.content(), REAL_SERVERS)) {
            if (element instanceof JsonObject object) {
                realServer(object, common, Set.of()).ifPresent(nodes::add);
            } else {
                statements.error(
                        element.span(),
                        "found " + element.kind() + ": expected a real server",
                        "such as {\"address\": \"10.0.0.2:80\"}");
            }
        }
        return nodes;
    }

    /** A real server's block. */
    Optional<ConfigNode> realServer(JsonObject object, Optional<JsonMember> commonChecks, Set<String> except) {
        Optional<JsonMember> address = object.member(ADDRESS);
        if (address.isEmpty() || !(address.get().value() instanceof JsonString text)) {
            statements.missing(
                    address.map(a -> a.value().span()).orElse(object.span()),
                    "a real server needs an address",
                    "expected \"address\": \"10.0.0.2:80\"");
            return Optional.empty();
        }
        Set<String> shaped = new java.util.HashSet<>(except);
        shaped.addAll(Set.of(ADDRESS, CHECKS));
        List<ConfigNode> block = statements.of(object, shaped);
        object.member(CHECKS).or(() -> commonChecks).ifPresent(checks -> addChecks(checks.value(), block));
        return Optional.of(ConfigNode.block(
                entry.word("real_server", address.get().nameSpan()), statements.endpoint(text), block));
    }

    private void addChecks(JsonValue checks, List<ConfigNode> block) {
        for (JsonValue check : checks instanceof JsonArray array ? array.elements() : List.of(checks)) {
            if (check instanceof JsonString type) {
                Word word = entry.word(type.text(), type.span());
                block.add(
                        isType(type.text())
                                ? ConfigNode.block(word, List.of(), List.of())
                                : ConfigNode.line(entry.word(CHECK, type.span()), List.of(word)));
            } else if (check instanceof JsonObject object && object.get(TYPE).orElse(null) instanceof JsonString type) {
                block.add(ConfigNode.block(
                        entry.word(type.text(), type.span()), List.of(), statements.of(object, Set.of(TYPE))));
            } else if (!(check instanceof JsonNull)) {
                statements.missing(
                        check.span(), "a check needs its type", "expected {\"type\": \"TCP_CHECK\"} or \"TCP_CHECK\"");
            }
        }
    }

    /** Whether a word is a checker type, and not a check's name. */
    static boolean isType(String word) {
        return word.matches("[A-Z][A-Z0-9_]*");
    }

    /** A check of this type with the configuration's name. */
    ConfigNode check(String type) {
        JsonObject object = entry.content();
        Word name = entry.word(entry.name(), object.span());
        ConfigNode check =
                ConfigNode.block(entry.word(type, object.span()), List.of(), statements.of(object, Set.of()));
        return ConfigNode.block(entry.word(CHECK, object.span()), List.of(name), List.of(check));
    }

    /** A virtual server group; its name is the configuration's unless it says otherwise. */
    ConfigNode group() {
        JsonObject object = entry.content();
        Word name = object.member(NAME)
                .filter(m -> m.value() instanceof JsonString)
                .map(m -> entry.word(((JsonString) m.value()).text(), m.value().span()))
                .orElseGet(() -> entry.word(entry.name(), object.span()));
        List<ConfigNode> members = new ArrayList<>(statements.of(object, Set.of(NAME, MEMBERS)));
        List<JsonValue> elements = elements(object, MEMBERS);
        if (elements.isEmpty()) {
            statements.missing(
                    object.span(),
                    "this group has no members",
                    "expected \"members\": [\"10.0.0.1:80\", \"10.0.1.1-20 80\", \"fwmark 7\"]");
        }
        for (JsonValue element : elements) {
            if (!(element instanceof JsonString string) || string.text().isBlank()) {
                statements.error(
                        element.span(), "found " + element.kind() + ": expected a member", "such as \"10.0.0.1:80\"");
                continue;
            }
            List<Word> words = statements.endpoint(string);
            members.add(ConfigNode.line(words.get(0), words.subList(1, words.size())));
        }
        return ConfigNode.block(
                entry.word(
                        "virtual_server_group",
                        object.members().isEmpty()
                                ? object.span()
                                : object.members().get(0).nameSpan()),
                List.of(name),
                members);
    }

    /** A whole configuration as one block. */
    ConfigNode settings(String keyword) {
        JsonObject object = entry.content();
        return ConfigNode.block(
                entry.word(
                        keyword,
                        object.members().isEmpty()
                                ? object.span()
                                : object.members().get(0).nameSpan()),
                List.of(),
                statements.of(object, Set.of()));
    }

    private static List<JsonValue> elements(JsonObject object, String name) {
        JsonValue value = object.get(name).orElse(null);
        if (value == null || value instanceof JsonNull) {
            return List.of();
        }
        return value instanceof JsonArray array ? array.elements() : List.of(value);
    }
}
