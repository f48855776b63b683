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
 * @param group empty for the user's
 */
record Account(Optional<String> user, Optional<String> group) {
    static final Account DAEMON = new Account(Optional.empty(), Optional.empty());

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
        boolean supplementary = group.text().startsWith(":");
        if (supplementary) {
            reader.warning(
                    DiagnosticKind.NOT_YET_SUPPORTED,
                    group.at(),
                    "supplementary groups of scripts are not yet supported; ignored",
                    "");
        }
        String name = supplementary ? group.text().substring(1) : group.text();
        return new Account(Optional.of(user.text()), name.isEmpty() ? Optional.empty() : Optional.of(name));
    }
}
