// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import java.util.Objects;

/**
 * What a command came to, in both forms.
 *
 * @param exit 0 fine, 1 the command failed, 2 wrong usage
 * @param json maps, lists, strings, numbers, booleans
 * @param text lines for people, each ended by a newline; may be empty
 */
public record Reply(int exit, Object json, String text) {
    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;

    public Reply {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(text, "text");
    }

    static Reply ok(Object json, String text) {
        return new Reply(OK, json, text);
    }

    static Reply of(boolean fine, Object json, String text) {
        return new Reply(fine ? OK : FAILED, json, text);
    }
}
