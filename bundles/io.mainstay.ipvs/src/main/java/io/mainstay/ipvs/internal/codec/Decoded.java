// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import java.util.Optional;

/** What came of bytes: a value, or why there is none. */
public sealed interface Decoded<T> {

    /** The value. */
    record Good<T>(T value) implements Decoded<T> {}

    /** There is none. */
    record Bad<T>(Reason reason) implements Decoded<T> {}

    /** Why bytes are no value. */
    enum Reason {
        /** An attribute is longer than what is left, or shorter than its own header. */
        TRUNCATED,
        /** An attribute is shorter than its kind needs. */
        SHORT_ATTRIBUTE,
        /** An attribute without which the value makes no sense is not there. */
        MISSING_ATTRIBUTE,
        /** Not IPv4 and not IPv6. */
        ADDRESS_FAMILY,
        /** Not TCP, UDP or SCTP. */
        PROTOCOL,
        /** A number beyond what it may be. */
        OUT_OF_RANGE
    }

    static <T> Decoded<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Decoded<T> bad(Reason reason) {
        return new Bad<>(reason);
    }

    /** The value, when there is one. */
    default Optional<T> optional() {
        return this instanceof Good<T> good ? Optional.of(good.value()) : Optional.empty();
    }
}
