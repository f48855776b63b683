// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import java.util.List;
import java.util.Optional;

/**
 * Who runs a script.
 *
 * @param user empty for the daemon's own account
 * @param group empty for the user's; begins with {@code :} when the user's supplementary groups are wanted, too
 */
record Account(Optional<String> user, Optional<String> group) {
    static final Account DAEMON = new Account(Optional.empty(), Optional.empty());

    /** The same account, with the user's supplementary groups. */
    Account withSupplementaryGroups() {
        boolean already = group.filter(g -> g.startsWith(":")).isPresent();
        return user.isEmpty() || already ? this : new Account(user, Optional.of(":" + group.orElse("")));
    }

    /** Reads {@code user [[:]group]}; the default when there is no word. */
    static Account read(BlockReader reader, List<Word> words, Account otherwise, Host host) {
        if (words.isEmpty()) {
            return otherwise;
        }
        Word user = words.get(0);
        if (!host.hasAccount(user.text())) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    user.at(),
                    "there is no user '" + user + "'",
                    "create the account, or name another user");
        }
        if (words.size() == 1) {
            return new Account(Optional.of(user.text()), Optional.empty());
        }
        Word group = words.get(1);
        String name = group.text().startsWith(":") ? group.text().substring(1) : group.text();
        if (!name.isEmpty() && !host.hasGroup(name)) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    group.at(),
                    "there is no group '" + name + "'",
                    "create the group, or name another one");
        }
        return new Account(Optional.of(user.text()), Optional.of(group.text()));
    }
}
