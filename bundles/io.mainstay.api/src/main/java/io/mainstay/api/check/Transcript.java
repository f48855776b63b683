// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.check;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What one probe did and saw, in order; shown by {@code probe} and {@code history}. Bounded: what goes beyond the limit is
 * counted and dropped. Each note gets the time since the probe's start.
 */
@ProviderType
public interface Transcript {

    /** Adds a line. Long ones are cut; control characters are shown escaped. */
    void note(String text);

    /**
     * Adds a line in which each {@code {}} stands for the next value. Cheaper than building the string: it is put together
     * only when somebody looks. Values other than strings, boxed numbers and addresses of {@code java.net} are turned into
     * text at once, so that the history never holds on to a plugin's classes.
     */
    void note(String pattern, Object first);

    /** As {@link #note(String, Object)}, with two values. */
    void note(String pattern, Object first, Object second);
}
