// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A word after the keyword of a statement that is a record, in the order of the components: {@code weight 10 reverse} is
 * {@code record Weight(@Argument(help = "…") int factor, @Argument(help = "…") Optional<Direction> direction)}. Types are those
 * of {@link Option} that are one word; the last one may be a list, which takes all that is left.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Argument {
    /** What it is, in one line. */
    String help();

    /** See {@link Option#defaultValue}; an argument without one, that is neither optional nor a list, is required. */
    String defaultValue() default "";

    /** See {@link Option#min}. */
    String min() default "";

    /** See {@link Option#max}. */
    String max() default "";

    /** See {@link Option#unit}. */
    String unit() default "";

    /** See {@link Option#form}. */
    String form() default "";

    /** See {@link Option#pattern}. */
    String pattern() default "";
}
