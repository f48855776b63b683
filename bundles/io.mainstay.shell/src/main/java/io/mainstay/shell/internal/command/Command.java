// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import java.util.List;

/** One command of the scope {@code mainstay}. Stateless. */
public interface Command {

    String name();

    /** What follows the name: {@code "<check>"}, {@code "[vs]"}; empty when nothing does. */
    String usage();

    /** One line that says what it does. */
    String summary();

    /** Options that it knows besides {@code --json}, with their dashes. */
    default List<String> options() {
        return List.of();
    }

    /** Fewest words that it needs. */
    default int fewest() {
        return 0;
    }

    /** Most words that it takes. */
    default int most() {
        return 0;
    }

    /** Does it. {@link CommandException} for what cannot be done. */
    Reply run(Call call, Services services);
}
