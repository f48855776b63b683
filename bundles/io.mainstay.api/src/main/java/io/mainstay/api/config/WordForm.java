// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The form of a value of one word.
 *
 * @param kind what a word of another form is reported as
 * @param expected completes "expected …"
 * @param choices the words that are accepted, for a hint; empty when they cannot be listed
 * @param parser empty when the word is not of this form
 */
public record WordForm<T>(
        DiagnosticKind kind, String expected, Collection<String> choices, Function<String, Optional<T>> parser) {
    public WordForm {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(expected, "expected");
        choices = List.copyOf(choices);
        Objects.requireNonNull(parser, "parser");
    }
}
