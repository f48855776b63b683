// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import java.util.Optional;

/**
 * The identity of a configuration: a PID, or a factory PID with the name of one of its configurations.
 *
 * @param pid PID or factory PID
 * @param name empty for a singleton
 */
record Pid(String pid, Optional<String> name) implements Comparable<Pid> {

    /** {@code PID} or {@code FACTORYPID~NAME}; empty when a part is missing. */
    static Optional<Pid> parse(String text) {
        int tilde = text.indexOf('~');
        if (tilde < 0) {
            return text.isBlank() ? Optional.empty() : Optional.of(new Pid(text, Optional.empty()));
        }
        String factory = text.substring(0, tilde);
        String name = text.substring(tilde + 1);
        return factory.isBlank() || name.isBlank()
                ? Optional.empty()
                : Optional.of(new Pid(factory, Optional.of(name)));
    }

    @Override
    public int compareTo(Pid other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return name.map(n -> pid + "~" + n).orElse(pid);
    }
}
