// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * A command as configured, split into program and arguments. The configuration's own quotes and escapes are gone by now;
 * what is left is read once more in the same way, so a parameter with blanks stands in single quotes inside the
 * double-quoted command.
 *
 * @param argv program and arguments; empty for an empty command
 * @param unmatchedQuote whether a quote is never closed
 */
public record CommandLine(List<String> argv, boolean unmatchedQuote) {
    public CommandLine {
        argv = List.copyOf(argv);
    }

    /** Splits a command. */
    public static CommandLine parse(String command) {
        List<String> argv = new ArrayList<>();
        boolean unmatched = false;
        int i = 0;
        while (i < command.length()) {
            char c = command.charAt(i);
            if (Line.isBlank(c) || c == '\n') {
                i++;
                continue;
            }
            EscapedWord word = EscapedWord.read(command, i, command.length(), false);
            argv.add(word.text());
            unmatched |= word.openQuote() >= 0;
            i = Math.max(word.end(), i + 1);
        }
        return new CommandLine(argv, unmatched);
    }
}
