// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of turning configuration into a value: the value, or every reason why there is none. Warnings may
 * accompany a value.
 *
 * @param value present unless a diagnostic is an error
 * @param diagnostics everything found, in order of position
 */
public record Compiled<T>(Optional<T> value, List<Diagnostic> diagnostics) {

    public Compiled {
        diagnostics = List.copyOf(diagnostics);
        if (value.isPresent() == diagnostics.stream().anyMatch(Diagnostic::isError)) {
            throw new IllegalArgumentException("a value and an error exclude each other, and one must be there");
        }
    }

    public static <T> Compiled<T> of(T value) {
        return new Compiled<>(Optional.of(value), List.of());
    }
}
