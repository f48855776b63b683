// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a constant is written in the configuration when it is not its name in lower case: {@code @Spelled("1.0C")}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Spelled {
    String value();
}
