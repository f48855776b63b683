// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Sets the service property {@link CheckerFactory#CHECKER_TYPE} of a declarative-services component:
 * {@code @CheckerType("TCP_CHECK")}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CheckerType {
    /** The keyword that configures checks of this type: upper-case letters, digits and underscores. */
    String value();
}
