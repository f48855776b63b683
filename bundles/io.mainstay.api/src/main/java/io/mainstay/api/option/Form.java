// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the static method that turns a word into a value of the class it stands in. It takes a {@code String} and returns
 * the value, or an {@code Optional} of it that is empty when the word is not of this form.
 *
 * <pre>{@code
 * record Md5(String hex) {
 *     @Form("an MD5 sum of 32 hexadecimal digits")
 *     static Optional<Md5> of(String word) { … }
 * }
 * }</pre>
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Form {
    /** What is expected, with its article. */
    String value();
}
