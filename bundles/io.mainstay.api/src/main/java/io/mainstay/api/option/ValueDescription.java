// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import java.util.List;
import java.util.Objects;

/**
 * What one word of the configuration may be.
 *
 * @param type its kind
 * @param expected what is expected, with article and range: {@code "a whole number from 1 to 65535"}
 * @param min smallest value, as written; empty for none
 * @param max greatest value, as written; empty for none
 * @param unit such as {@code "seconds"}; empty for none
 * @param choices the words that are accepted; empty when it is not a choice
 */
public record ValueDescription(Type type, String expected, String min, String max, String unit, List<String> choices) {

    /** The kind of a value. */
    public enum Type {
        TEXT,
        INTEGER,
        LONG,
        SECONDS,
        BOOLEAN,
        ADDRESS,
        CHOICE
    }

    public ValueDescription {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(min, "min");
        Objects.requireNonNull(max, "max");
        Objects.requireNonNull(unit, "unit");
        choices = List.copyOf(choices);
    }
}
