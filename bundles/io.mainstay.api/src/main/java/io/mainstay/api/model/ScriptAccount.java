// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Who runs a script.
 *
 * @param user account; empty means the daemon's own
 * @param group group; empty means the account's
 */
public record ScriptAccount(Optional<String> user, Optional<String> group) {
    /** The account that the daemon runs as. */
    public static final ScriptAccount DAEMON = new ScriptAccount(Optional.empty(), Optional.empty());

    public ScriptAccount {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(group, "group");
    }
}
