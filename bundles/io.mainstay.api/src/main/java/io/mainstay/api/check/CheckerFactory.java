// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import io.mainstay.api.config.Compiled;
import io.mainstay.api.option.OptionSchema;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Builds the checkers of one type. Registered as an OSGi service with the property {@link #CHECKER_TYPE}; the engine finds
 * it there, and lets go of it when its bundle stops. When two services have the same type, the one of the highest ranking
 * serves, then the newest.
 *
 * <p>Thread-safety: {@link #compile} may be called from several threads.
 */
@ConsumerType
public interface CheckerFactory {
    /** Service property: the checker type, such as {@code "TCP_CHECK"}; a String or a String[] of several types. */
    String CHECKER_TYPE = "checker.type";

    /**
     * Turns the options of one check into a checker, or into every diagnostic at once. Pure: opens nothing, starts
     * nothing, looks no name up. Called for each check when its configuration is new or has changed, when this factory
     * arrives, and by {@code mainstay -t}.
     *
     * @param target what is to be checked, with the inherited settings
     * @param options the check's own block, without the keywords that the engine reads
     */
    Compiled<Checker> compile(CheckTarget target, Options options);

    /** What applies to checks of this type when the operator says nothing. */
    default CheckDefaults defaults() {
        return CheckDefaults.STANDARD;
    }

    /**
     * The options of one of this factory's types, when they are declared: what help, generic tools and the reference page
     * show.
     *
     * @param type one of the {@link #CHECKER_TYPE}s
     */
    default Optional<OptionSchema<?>> schema(String type) {
        return Optional.empty();
    }
}
