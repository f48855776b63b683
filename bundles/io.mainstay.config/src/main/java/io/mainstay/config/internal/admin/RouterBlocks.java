// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Word;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonObject;
import io.mainstay.platform.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The blocks of virtual routers: a configuration each, with the statements of keepalived.conf.
 *
 * <p>Thread-safety: confined to one reading of the source.
 */
final class RouterBlocks {
    private static final String NAME = "name";
    private static final String TRACK_GROUP = "track_group";

    private final Statements statements;
    private final AdminEntry entry;

    RouterBlocks(Statements statements) {
        this.statements = statements;
        this.entry = statements.entry();
    }

    /** A block whose name is the configuration's unless it says otherwise. */
    ConfigNode named(String keyword) {
        JsonObject object = entry.content();
        Word name = object.member(NAME)
                .filter(m -> m.value() instanceof JsonString)
                .map(m -> entry.word(((JsonString) m.value()).text(), m.value().span()))
                .orElseGet(() -> entry.word(entry.name(), object.span()));
        return ConfigNode.block(
                entry.word(
                        keyword,
                        object.members().isEmpty()
                                ? object.span()
                                : object.members().get(0).nameSpan()),
                List.of(name),
                statements.of(object, Set.of(NAME)));
    }

    /** Top-level statements; {@code track_group} is an object of lists, by their names. */
    List<ConfigNode> unnamed() {
        JsonObject object = entry.content();
        List<ConfigNode> nodes = new ArrayList<>(statements.of(object, Set.of(TRACK_GROUP)));
        object.member(TRACK_GROUP).ifPresent(member -> {
            if (member.value() instanceof JsonObject groups) {
                groups.members().forEach(group -> nodes.add(trackGroup(member, group)));
            } else {
                statements.error(
                        member.value().span(),
                        "found " + member.value().kind() + ": expected groups by their names",
                        "such as {\"g1\": [\"VI_1\", \"VI_2\"]}");
            }
        });
        return nodes;
    }

    private ConfigNode trackGroup(JsonMember keyword, JsonMember group) {
        Word name = entry.word(group.name(), group.nameSpan());
        ConfigNode members =
                ConfigNode.block(entry.word("group", group.nameSpan()), List.of(), statements.lines(group.value()));
        return ConfigNode.block(entry.word(TRACK_GROUP, keyword.nameSpan()), List.of(name), List.of(members));
    }
}
