// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A command of the operator's.
 *
 * @param argv program and arguments, at least one; no shell is involved
 * @param user account that runs it; empty means the daemon's own
 * @param group group that it runs with; empty means the account's. A leading {@code :} asks for the account's supplementary groups,
 *     too; {@code :} alone for these and its primary group
 * @param timeLimit after which it is ended; empty means never
 */
public record Script(List<String> argv, Optional<String> user, Optional<String> group, Optional<Duration> timeLimit) {

    public Script {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a script needs a program");
        }
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(timeLimit, "timeLimit");
    }

    @Override
    public String toString() {
        return String.join(" ", argv);
    }
}
