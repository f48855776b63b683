// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** {@code --signum}: which number a request has on Linux. */
final class Signum {
    private static final Map<String, Integer> NUMBERS = new LinkedHashMap<>();

    static {
        NUMBERS.put("STOP", 15);
        NUMBERS.put("RELOAD", 1);
        NUMBERS.put("DATA", 10);
        NUMBERS.put("STATS", 12);
        NUMBERS.put("STATS_CLEAR", 63);
        NUMBERS.put("JSON", 36);
        NUMBERS.put("TDUMP", 64);
    }

    private Signum() {}

    static OptionalInt of(String name) {
        Integer number = NUMBERS.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    static String known() {
        return String.join(" ", NUMBERS.keySet());
    }
}
