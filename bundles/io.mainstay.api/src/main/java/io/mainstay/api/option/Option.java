// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One option: a component of a record becomes a keyword of the configuration. The component's type says how it is written:
 *
 * <table>
 * <caption>Types</caption>
 * <tr><th>type</th><th>in the configuration</th></tr>
 * <tr><td>{@code String}</td><td>one word, quoted if it has blanks; {@link #pattern} narrows it</td></tr>
 * <tr><td>{@code int}, {@code long}</td><td>a whole number from {@link #min} to {@link #max}</td></tr>
 * <tr><td>{@code Duration}</td><td>decimal seconds from {@link #min} to {@link #max}</td></tr>
 * <tr><td>{@code boolean}</td><td>on, off, true, false, yes, no; the keyword alone means on ({@link #flag}: nothing else)</td></tr>
 * <tr><td>{@code InetAddress}</td><td>an IPv4 or IPv6 address, never a name</td></tr>
 * <tr><td>{@code Endpoint}</td><td>an address and, optionally, a port</td></tr>
 * <tr><td>an enum</td><td>one of its constants in lower case, or as {@link Spelled} says</td></tr>
 * <tr><td>a class with a static method that is annotated with {@link Form}</td><td>one word that the method accepts</td></tr>
 * <tr><td>a record</td><td>a line with its {@link Argument}s, a block with its {@code Option}s, or both</td></tr>
 * <tr><td>{@code ConfigNode}</td><td>anything; the plugin looks at it itself</td></tr>
 * <tr><td>{@code Optional}, {@code OptionalInt}, {@code OptionalLong}</td><td>may be absent</td></tr>
 * <tr><td>{@code List}</td><td>several words, several lines or several blocks</td></tr>
 * </table>
 *
 * <p>What is neither optional nor a list, a block or a boolean has a {@link #defaultValue}, or is {@link #required}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
    /** What it does, in one line without a full stop. */
    String help();

    /** The keyword; by default the component's name in lower case, words joined by {@code _}: {@code connect_timeout}. */
    String keyword() default "";

    /** What applies when the option is absent, as an operator would write it. */
    String defaultValue() default "";

    /** What applies when an optional one is absent, in words: {@code "the real server's"}. */
    String otherwise() default "";

    /** Whether it must be given; for a list: at least once. */
    boolean required() default false;

    /** Smallest value, as an operator would write it. */
    String min() default "";

    /** Greatest value, as an operator would write it. */
    String max() default "";

    /** Unit of a number, such as {@code "bytes"}; a {@code Duration} is in seconds. */
    String unit() default "";

    /** What is expected, with its article: {@code "a host name"}, {@code "a port"}. */
    String form() default "";

    /** Regular expression that the whole word must match. */
    String pattern() default "";

    /** For a boolean: the keyword stands alone and means on. */
    boolean flag() default false;

    /** What to use instead of this option, as {@code "use 'retry'"}; a warning where it is given. */
    String deprecated() default "";
}
