// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.transition;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Takes transitions from engines, logs them, keeps the last ones, and tells the listeners. */
@ProviderType
public interface Journal {

    /** Publishes a transition. Called by engines, on the control thread. */
    void publish(Transition transition);

    /** The last transitions, oldest first; bounded. Any thread. */
    List<Entry> entries();

    /**
     * A transition with its place in history.
     *
     * @param number 1 for the first of the process
     * @param at wall-clock time, for display
     * @param transition what happened
     */
    record Entry(long number, Instant at, Transition transition) {}
}
