// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

/**
 * What a passed probe says about the real server's weight.
 *
 * @param kind how {@code value} is meant
 * @param value see {@link Kind}
 */
public record WeightAdvice(Kind kind, int value) {

    /** The meaning of the value. */
    public enum Kind {
        /** Nothing is said. */
        NONE,
        /** Added to the configured weight; may be negative. */
        ADD,
        /** Stands in place of the configured weight; 0 or more. */
        SET
    }

    public static final WeightAdvice NONE = new WeightAdvice(Kind.NONE, 0);

    public static WeightAdvice add(int value) {
        return new WeightAdvice(Kind.ADD, value);
    }

    public static WeightAdvice set(int value) {
        return new WeightAdvice(Kind.SET, value);
    }
}
