// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.util.Map;

/**
 * Rewrites what PCRE2 and Java read differently in a pattern: POSIX classes, brackets and {@code &&} inside a class,
 * {@code (?P<name>…)}, {@code (?P=name)}. What Java does not have at all (recursion, verbs, {@code \K}, conditions) is left as it is and
 * refused by Java's compiler. Pure.
 */
final class PcreSyntax {
    private static final Map<String, String> POSIX = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("space", "\\s"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("xdigit", "\\p{XDigit}"),
            Map.entry("word", "\\w"),
            Map.entry("ascii", "\\p{ASCII}"));

    private final String in;
    private final StringBuilder out;
    private int at;
    private boolean dollar;
    private boolean backReference;
    private boolean emptyClass;

    private PcreSyntax(String in) {
        this.in = in;
        this.out = new StringBuilder(in.length() + 16);
    }

    /** Rewrites {@code pattern}. */
    static PcreSyntax of(String pattern) {
        PcreSyntax syntax = new PcreSyntax(pattern);
        while (syntax.at < pattern.length()) {
            syntax.outsideClass();
        }
        return syntax;
    }

    /** The pattern for Java. */
    String java() {
        return out.toString();
    }

    /** Whether {@code $} stands for the end somewhere. */
    boolean hasDollar() {
        return dollar;
    }

    /** Whether a group is referred to by number. */
    boolean hasBackReference() {
        return backReference;
    }

    /** Whether there is a class that starts with its closing bracket. */
    boolean hasEmptyClass() {
        return emptyClass;
    }

    private void outsideClass() {
        char c = in.charAt(at);
        if (c == '\\') {
            escape();
        } else if (c == '[') {
            characterClass();
        } else if (in.startsWith("(?P<", at)) {
            out.append("(?<");
            at += 4;
        } else if (in.startsWith("(?P=", at) && in.indexOf(')', at) > 0) {
            int end = in.indexOf(')', at);
            out.append("\\k<").append(in, at + 4, end).append('>');
            at = end + 1;
        } else {
            dollar |= c == '$';
            copy(1);
        }
    }

    private void escape() {
        if (in.startsWith("\\Q", at)) {
            int end = in.indexOf("\\E", at);
            copy((end < 0 ? in.length() : end + 2) - at);
            return;
        }
        backReference |= at + 1 < in.length() && in.charAt(at + 1) >= '1' && in.charAt(at + 1) <= '9';
        copy(Math.min(2, in.length() - at));
    }

    private void copy(int count) {
        out.append(in, at, at + count);
        at += count;
    }

    private void characterClass() {
        copy(1);
        if (at < in.length() && in.charAt(at) == '^') {
            copy(1);
        }
        if (at < in.length() && in.charAt(at) == ']') {
            emptyClass = true;
            out.append("\\]"); // first in a class it stands for itself
            at++;
        }
        while (at < in.length() && in.charAt(at) != ']') {
            insideClass();
        }
        if (at < in.length()) {
            copy(1);
        }
    }

    private void insideClass() {
        char c = in.charAt(at);
        if (c == '\\') {
            if (in.startsWith("\\Q", at)) {
                escape();
            } else {
                copy(Math.min(2, in.length() - at));
            }
        } else if (in.startsWith("[:", at) && posix()) {
            return;
        } else if (c == '[' || c == '&') {
            out.append('\\').append(c); // Java would nest or intersect
            at++;
        } else {
            copy(1);
        }
    }

    private boolean posix() {
        int end = in.indexOf(":]", at);
        if (end < 0) {
            return false;
        }
        String name = in.substring(at + 2, end);
        boolean negated = name.startsWith("^");
        String replacement = POSIX.get(negated ? name.substring(1) : name);
        if (replacement == null) {
            return false;
        }
        out.append(negated ? "[^" + replacement + "]" : replacement);
        at = end + 2;
        return true;
    }
}
