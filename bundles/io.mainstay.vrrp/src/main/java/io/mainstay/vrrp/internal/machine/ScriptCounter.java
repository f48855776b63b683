// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/**
 * Rise and fall of a track script, as keepalived counts: from 0 to {@code rise + fall - 1}, up from {@code rise} on. The first
 * result of all decides alone.
 *
 * @param rise consecutive successes needed to come up, at least 1
 * @param fall consecutive failures needed to go down, at least 1
 * @param count 0 to {@code rise + fall - 1}
 * @param decided whether there was a result
 */
public record ScriptCounter(int rise, int fall, int count, boolean decided) {
    public ScriptCounter {
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise " + rise + " and fall " + fall + " must be at least 1");
        }
        if (count < 0 || count > rise + fall - 1) {
            throw new IllegalArgumentException("count " + count + " is not in 0.." + (rise + fall - 1));
        }
    }

    /** Before the first result. */
    public static ScriptCounter undecided(int rise, int fall) {
        return new ScriptCounter(rise, fall, 0, false);
    }

    /** After one more run. */
    public ScriptCounter next(boolean success) {
        int highest = rise + fall - 1;
        if (!decided) {
            return new ScriptCounter(rise, fall, success ? highest : 0, true);
        }
        int after = success ? count + 1 : count - 1;
        if (success && after >= rise) {
            after = highest;
        } else if (!success && after < rise) {
            after = 0;
        }
        return new ScriptCounter(rise, fall, after, true);
    }

    public boolean up() {
        return decided && count >= rise;
    }
}
