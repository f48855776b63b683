// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Word;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What must be true of the files that an include names. */
enum IncludeChecks {
    /** A matched file must be readable. */
    READ,
    /** A name without wildcards must match. */
    MATCH,
    /** A name with wildcards must match something. */
    WILDCARD_MATCH,
    /** Every alternative in braces must match. */
    BRACE_MATCH;

    static final Set<IncludeChecks> ALL = Set.copyOf(EnumSet.allOf(IncludeChecks.class));

    /** What each keyword checks, besides what is checked for all. */
    static final Map<String, Set<IncludeChecks>> BY_KEYWORD = Map.of(
            "include", Set.of(),
            "includer", Set.of(READ),
            "includem", Set.of(MATCH),
            "includew", Set.of(MATCH, WILDCARD_MATCH),
            "includeb", Set.of(MATCH, BRACE_MATCH),
            "includea", ALL);

    /** As {@code include_check} names it; the manual of keepalived says {@code readable} for {@code read}. */
    private static final Map<String, IncludeChecks> BY_OPTION = Map.of(
            "read", READ,
            "readable", READ,
            "match", MATCH,
            "wildcard_match", WILDCARD_MATCH,
            "brace_match", BRACE_MATCH);

    /** The checks after a statement {@code include_check [ [+|-]option … ]}; without an option all of them. */
    static Set<IncludeChecks> changed(Set<IncludeChecks> before, List<Word> options, Report report) {
        if (options.isEmpty()) {
            return ALL;
        }
        boolean relative = options.stream()
                .allMatch(o -> o.text().startsWith("+") || o.text().startsWith("-"));
        EnumSet<IncludeChecks> checks = EnumSet.noneOf(IncludeChecks.class);
        if (relative) {
            checks.addAll(before);
        }
        for (Word option : options) {
            String text = option.text();
            boolean signed = text.startsWith("+") || text.startsWith("-");
            String name = signed ? text.substring(1) : text;
            IncludeChecks check = BY_OPTION.get(name.toLowerCase(Locale.ROOT));
            if (check == null) {
                report.error(
                        DiagnosticKind.GENERAL,
                        option.at(),
                        "'" + option + "' is not valid for 'include_check': expected one of read, match, "
                                + "wildcard_match, brace_match, each possibly after '+' or '-'",
                        NearestKeyword.of(name, BY_OPTION.keySet())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse(""));
            } else if (text.startsWith("-")) {
                checks.remove(check);
            } else {
                checks.add(check);
            }
        }
        return Set.copyOf(checks);
    }
}
