// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One call of a command.
 *
 * @param words what follows the command's name, without options
 * @param options the options given, without {@code --json}
 * @param width columns of the terminal; 0 when there is none
 * @param now wall clock, for ages
 */
public record Call(List<String> words, Set<String> options, int width, Instant now) {
    public Call {
        words = List.copyOf(words);
        options = Set.copyOf(options);
    }

    String word(int index) {
        return words.get(index);
    }

    boolean has(String option) {
        return options.contains(option);
    }
}
