// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A path with wildcards as the shell has them: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}, none of which matches a
 * slash or a leading dot, and csh's alternatives <code>{a,b}</code>.
 */
final class PathPattern {
    private static final int MOST_ALTERNATIVES = 1024;
    private static final int MOST_MATCHES = 65536;

    private PathPattern() {}

    static boolean isWild(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0 || pattern.indexOf('[') >= 0;
    }

    /** The pattern with its braces resolved, in order; alternatives beyond a large number are left out. */
    static List<String> alternatives(String pattern) {
        List<String> done = new ArrayList<>();
        List<String> todo = new ArrayList<>(List.of(pattern));
        while (!todo.isEmpty() && done.size() + todo.size() <= MOST_ALTERNATIVES) {
            String next = todo.remove(0);
            int open = next.indexOf('{');
            int close = open < 0 ? -1 : closing(next, open);
            if (close < 0) {
                done.add(next);
                continue;
            }
            List<String> parts = new ArrayList<>();
            for (String choice : split(next.substring(open + 1, close))) {
                parts.add(next.substring(0, open) + choice + next.substring(close + 1));
            }
            todo.addAll(0, parts);
        }
        return done;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0 && c == ',') {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Existing paths that a pattern without braces matches, sorted. A pattern without wildcards matches itself. */
    static List<String> matches(String pattern, ConfigFiles files) {
        Set<String> found = new LinkedHashSet<>(List.of(pattern.startsWith("/") ? "/" : ""));
        for (String segment : pattern.split("/")) {
            if (segment.isEmpty()) {
                continue;
            }
            Set<String> next = new LinkedHashSet<>();
            for (String directory : found) {
                String prefix = directory.isEmpty() || directory.endsWith("/") ? directory : directory + "/";
                if (!isWild(segment)) {
                    next.add(prefix + segment);
                    continue;
                }
                List<String> names = new ArrayList<>(files.list(directory.isEmpty() ? "." : directory));
                Collections.sort(names);
                for (String name : names) {
                    if (next.size() < MOST_MATCHES && matchesName(segment, name)) {
                        next.add(prefix + name);
                    }
                }
            }
            found = next;
        }
        return found.stream()
                .filter(path -> !path.isEmpty() && files.kind(path) != ConfigFiles.Kind.ABSENT)
                .toList();
    }

    /** Whether a name matches a pattern of one path segment. */
    static boolean matchesName(String pattern, String name) {
        if (name.startsWith(".") && !pattern.startsWith(".")) {
            return false;
        }
        // Greedy with one point of return: a later star makes an earlier one's choice irrelevant.
        int p = 0;
        int n = 0;
        int star = -1;
        int starName = 0;
        while (n < name.length()) {
            int end = p < pattern.length() ? elementEnd(pattern, p) : p;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                starName = n;
            } else if (p < pattern.length() && elementMatches(pattern, p, end, name.charAt(n))) {
                p = end;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++starName;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static int elementEnd(String pattern, int p) {
        if (pattern.charAt(p) == '[') {
            int close = pattern.indexOf(']', Math.min(p + 2, pattern.length()));
            return close < 0 ? p + 1 : close + 1;
        }
        return p + 1;
    }

    private static boolean elementMatches(String pattern, int p, int end, char c) {
        char kind = pattern.charAt(p);
        if (kind == '?') {
            return true;
        }
        if (kind != '[' || end == p + 1) {
            return kind == c;
        }
        boolean inverted = pattern.charAt(p + 1) == '!' || pattern.charAt(p + 1) == '^';
        boolean in = false;
        for (int i = p + (inverted ? 2 : 1); i < end - 1; i++) {
            if (i + 2 < end - 1 && pattern.charAt(i + 1) == '-') {
                in |= c >= pattern.charAt(i) && c <= pattern.charAt(i + 2);
                i += 2;
            } else {
                in |= pattern.charAt(i) == c;
            }
        }
        return in != inverted;
    }
}
