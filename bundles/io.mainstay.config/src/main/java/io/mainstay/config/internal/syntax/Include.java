// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import java.util.Set;

/**
 * An include statement.
 *
 * @param keyword {@code include} or one of its relatives
 * @param pattern which files; empty when it is missing
 * @param patternAt index of the pattern in the line
 */
record Include(String keyword, String pattern, int patternAt) {

    /** The include that a line is; null when it is none. */
    static Include of(Line line) {
        if (line.first() != 'i' || !line.startsWith("include")) {
            return null;
        }
        int end = line.blankFrom(line.from());
        String keyword = line.text().substring(line.from(), end);
        if (!IncludeChecks.BY_KEYWORD.containsKey(keyword)) {
            return null;
        }
        Line rest = line.part(end, line.to()).trimmed();
        String pattern = rest.string();
        if (pattern.length() > 1 && pattern.startsWith("\"") && pattern.endsWith("\"")) {
            pattern = pattern.substring(1, pattern.length() - 1);
        }
        return new Include(keyword, pattern, rest.isEmpty() ? line.from() : rest.from());
    }

    Set<IncludeChecks> checks() {
        return IncludeChecks.BY_KEYWORD.get(keyword);
    }
}
