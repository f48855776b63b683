// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What checks need of the rest of the configuration: checks with a name, which stand once and are used by many servers; the
 * files that FILE_CHECK names; and what concerns scripts.
 *
 * <p>Thread-safety: one thread, of one interpretation.
 */
final class CheckBlocks {
    /** Defines a check with a name at the top level; uses it in a real server or virtual server. */
    static final String KEYWORD = "check";

    private final Map<String, List<CheckStatement>> named = new LinkedHashMap<>();
    private final Map<String, Word> definitions = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, ConfigNode> files = new LinkedHashMap<>();
    private final Scripts scripts;
    private final boolean sharesProbes;

    private CheckBlocks(Scripts scripts, boolean sharesProbes) {
        this.scripts = scripts;
        this.sharesProbes = sharesProbes;
    }

    /**
     * Reads {@code check NAME { … }} blocks.
     *
     * @param sharesProbes whether equal checks of one target are probed once for all
     */
    static CheckBlocks read(BlockReader top, Scripts scripts, boolean sharesProbes, List<Diagnostic> diagnostics) {
        CheckBlocks blocks = new CheckBlocks(scripts, sharesProbes);
        for (String keyword : List.of("track_file", "vrrp_track_file")) { // read by those who watch for routers
            for (ConfigNode node : top.block().all(keyword)) {
                node.argument(0).ifPresent(name -> blocks.files.putIfAbsent(name.text(), node));
            }
        }
        for (BlockReader block : top.blocks(KEYWORD)) {
            blocks.define(block, diagnostics);
        }
        return blocks;
    }

    boolean sharesProbes() {
        return sharesProbes;
    }

    private void define(BlockReader block, List<Diagnostic> diagnostics) {
        ConfigNode node = block.block();
        block.rejectSurplus(node, 1);
        if (node.arguments().isEmpty()) {
            block.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    node.at(),
                    "'check' needs a name, by which real servers and virtual servers use it");
            return;
        }
        Word name = node.arguments().get(0);
        List<CheckStatement> checks = new ArrayList<>();
        for (ConfigNode statement : node.block()) {
            if (CheckStatement.isCheck(statement)) {
                block.leaveToOthers(statement.name());
                resolve(block, CheckStatement.of(statement, diagnostics)).ifPresent(checks::add);
            }
        }
        if (node.block().stream().noneMatch(CheckStatement::isCheck)) {
            block.error(
                    DiagnosticKind.GENERAL,
                    node.at(),
                    "the check '" + name + "' is empty: it needs at least one checker, such as 'TCP_CHECK { }'");
        }
        block.rejectUnread();
        Word first = definitions.putIfAbsent(name.text(), name);
        if (first != null) {
            block.error(
                    DiagnosticKind.GENERAL,
                    name.at(),
                    "there is a check '" + name + "' already",
                    "that one is at " + first.at() + "; give this one another name");
            return;
        }
        named.put(name.text(), checks);
    }

    /** What a {@code check NAME} statement stands for. */
    Collection<CheckStatement> named(BlockReader reader, ConfigNode reference) {
        reader.rejectBlock(reference);
        if (reference.arguments().isEmpty()) {
            reader.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    reference.at(),
                    "'check' needs the name of a check that is defined at the top level");
            return List.of();
        }
        List<CheckStatement> all = new ArrayList<>();
        for (Word name : reference.arguments()) {
            List<CheckStatement> checks = named.get(name.text());
            if (checks == null) {
                reader.error(
                        DiagnosticKind.GENERAL,
                        name.at(),
                        "there is no check '" + name + "'",
                        NearestKeyword.of(name.text(), named.keySet())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("define it at the top level: check " + name + " { … }"));
            } else {
                used.add(name.text());
                all.addAll(checks);
            }
        }
        return all;
    }

    /** Names of checks that nobody uses. */
    void warnOfUnused(BlockReader top) {
        definitions.forEach((name, at) -> {
            if (!used.contains(name)) {
                top.warning(
                        DiagnosticKind.WARNING,
                        at.at(),
                        "no server uses the check '" + name + "'",
                        "name it in a real_server or virtual_server: check " + name);
            }
        });
    }

    // ---- what a checker cannot know ---------------------------------------------------------------------------

    /** The check with what only the whole configuration can say; empty when it is left out for its script's sake. */
    Optional<CheckStatement> resolve(BlockReader reader, CheckStatement check) {
        return switch (check.type()) {
            case "MISC_CHECK" ->
                scripts.ofCheck(reader, check.options()).map(options -> new CheckStatement(check.timing(), options));
            case "FILE_CHECK" -> Optional.of(new CheckStatement(check.timing(), withFile(reader, check.options())));
            default -> Optional.of(check);
        };
    }

    /** {@code track_file NAME}, with {@code file}, and {@code weight} unless the check says, as that block has them. */
    private ConfigNode withFile(BlockReader reader, ConfigNode check) {
        List<ConfigNode> references = check.all("track_file");
        if (references.isEmpty() || references.get(0).arguments().isEmpty()) {
            return check; // the checker says what is missing
        }
        Word name = references.get(references.size() - 1).arguments().get(0);
        ConfigNode tracked = files.get(name.text());
        if (tracked == null) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    name.at(),
                    "there is no track_file '" + name + "'",
                    NearestKeyword.of(name.text(), files.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("define it at the top level: track_file " + name + " { file … }"));
            return check;
        }
        List<ConfigNode> options = new ArrayList<>(check.block());
        for (String keyword : List.of("file", "weight")) {
            if (check.all(keyword).isEmpty()) {
                options.addAll(tracked.all(keyword));
            }
        }
        return ConfigNode.block(check.keyword(), check.arguments(), options);
    }
}
