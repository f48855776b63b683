// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import io.mainstay.simulate.internal.scenario.Times.Span;
import java.util.Optional;

/**
 * What stands before the last {@code @}, and behind it.
 *
 * @param what happens
 * @param span when
 */
record When(String what, Span span) {
    static Optional<When> of(String text) {
        int at = text.lastIndexOf('@');
        return at <= 0
                ? Optional.empty()
                : Span.of(text.substring(at + 1)).map(span -> new When(text.substring(0, at), span));
    }

    Optional<When> once() {
        return span.to().isEmpty() ? Optional.of(this) : Optional.empty();
    }
}
