// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads {@code regex}, {@code regex_options} and what belongs to them. Matching is Java's, not PCRE2's: option words become
 * flags of {@link Pattern}; those without a counterpart are refused where they would change what the pattern means, and
 * are accepted where they only tune PCRE2.
 */
final class RegexOptions {
    private static final Map<String, Integer> FLAGS = Map.of(
            "caseless", Pattern.CASE_INSENSITIVE,
            "dotall", Pattern.DOTALL,
            "extended", Pattern.COMMENTS,
            "multiline", Pattern.MULTILINE,
            "utf", Pattern.UNICODE_CASE,
            "ucp", Pattern.UNICODE_CHARACTER_CLASS);

    /** Locks, tuning, and what cannot change whether and where a body matches. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "never_ucp",
            "never_utf",
            "never_backslash_c",
            "no_auto_possess",
            "no_dotstar_anchor",
            "no_start_optimize",
            "auto_callout",
            "ungreedy",
            "use_offset_limit",
            "alt_bsux",
            "alt_verbnames",
            "dupnames");

    /** Handled one by one below. */
    private static final Set<String> WITH_CONDITIONS = Set.of(
            "firstline",
            "allow_empty_class",
            "dollar_endonly",
            "match_unset_backref",
            "no_auto_capture",
            "alt_circumflex");

    private RegexOptions() {}

    /** The pattern of a {@code url} block, when it has one that can be used. */
    static Optional<ContentPattern> read(BlockReader url) {
        List<ConfigNode> given = url.block().all("regex");
        Optional<String> text = url.text("regex");
        boolean wanted = !url.flag("regex_no_match");
        int min = url.integer("regex_min_offset", 0, Content.KEEP_LIMIT).orElse(0);
        int max = url.integer("regex_max_offset", 0, Content.KEEP_LIMIT).orElse(-1);
        url.leaveToOthers("regex_stack"); // PCRE2's memory; Java has none to set
        Set<String> options = new TreeSet<>();
        Optional<ConfigNode> optionsNode = url.node("regex_options");
        optionsNode.ifPresent(words -> words(url, words, options));
        if (text.isEmpty()) {
            rejectWithoutRegex(url, !given.isEmpty());
            return Optional.empty();
        }
        if (max >= 0 && max < min) {
            url.error(
                    DiagnosticKind.GENERAL,
                    url.block().all("regex_max_offset").get(0).at(),
                    "'regex_max_offset' " + max + " is less than 'regex_min_offset' " + min + ": nothing can match");
        }
        PcreSyntax syntax = PcreSyntax.of(text.get());
        optionsNode.ifPresent(words -> conditions(url, words, syntax, options));
        int flags = Pattern.UNIX_LINES; // PCRE2's lines end with LF
        for (String option : options) {
            flags |= FLAGS.getOrDefault(option, 0);
        }
        Word where = given.get(given.size() - 1).arguments().get(0);
        try {
            Pattern pattern = Pattern.compile(syntax.java(), flags);
            return Optional.of(new ContentPattern(
                    text.get(), pattern, options.contains("utf"), wanted, min, max, options.contains("firstline")));
        } catch (PatternSyntaxException e) {
            url.error(
                    DiagnosticKind.GENERAL,
                    where.at(),
                    "'" + where + "' is not valid for 'regex': " + e.getDescription() + " near character "
                            + (e.getIndex() + 1),
                    "patterns are Java's (java.util.regex); recursion, verbs, conditions and \\K of PCRE2 do not exist");
            return Optional.empty();
        }
    }

    private static void rejectWithoutRegex(BlockReader url, boolean regexIsThere) {
        if (regexIsThere) {
            return; // it is wrong by itself
        }
        for (String keyword :
                new String[] {"regex_no_match", "regex_min_offset", "regex_max_offset", "regex_options"}) {
            for (ConfigNode surplus : url.block().all(keyword)) {
                url.warning(
                        DiagnosticKind.WARNING, surplus.at(), "'" + keyword + "' has no effect without 'regex'", "");
            }
        }
    }

    private static void words(BlockReader url, ConfigNode node, Set<String> options) {
        if (node.arguments().isEmpty()) {
            url.error(DiagnosticKind.MISSING_PARAMETER, node.at(), "'regex_options' needs at least one option");
        }
        for (Word word : node.arguments()) {
            if (FLAGS.containsKey(word.text())
                    || WITHOUT_EFFECT.contains(word.text())
                    || WITH_CONDITIONS.contains(word.text())) {
                options.add(word.text());
                continue;
            }
            Set<String> known = new TreeSet<>(FLAGS.keySet());
            known.addAll(WITHOUT_EFFECT);
            known.addAll(WITH_CONDITIONS);
            url.error(
                    DiagnosticKind.GENERAL,
                    word.at(),
                    "'" + word + "' is not valid for 'regex_options'",
                    NearestKeyword.of(word.text(), known)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("known: " + String.join(" ", known)));
        }
    }

    private static void conditions(BlockReader url, ConfigNode node, PcreSyntax syntax, Set<String> options) {
        boolean multiline = options.contains("multiline");
        refuse(url, node, "dollar_endonly", syntax.hasDollar() && !multiline, "write \\z instead of $");
        refuse(url, node, "allow_empty_class", syntax.hasEmptyClass(), "write (?!) for what never matches");
        refuse(
                url,
                node,
                "match_unset_backref",
                syntax.hasBackReference(),
                "write (?:\\1|) for a group that may be unset");
        refuse(
                url,
                node,
                "no_auto_capture",
                syntax.hasBackReference(),
                "write (?:…) for groups that are not to be counted");
        refuse(url, node, "alt_circumflex", multiline, "write (?:^|(?<=\\n)\\z) where that matters");
    }

    private static void refuse(BlockReader url, ConfigNode node, String option, boolean changes, String hint) {
        for (Word word : node.arguments()) {
            if (changes && word.text().equals(option)) {
                url.error(
                        DiagnosticKind.GENERAL,
                        word.at(),
                        "'" + option + "' would change the meaning of this pattern, and Java has nothing like it",
                        hint);
            }
        }
    }
}
