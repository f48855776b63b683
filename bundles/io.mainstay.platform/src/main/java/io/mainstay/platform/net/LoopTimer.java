// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import org.osgi.annotation.versioning.ProviderType;

/** A reusable timer of a {@link PunctualLoop}. Loop thread only; allocates nothing. */
@ProviderType
public interface LoopTimer {

    /** Fires once in the first turn whose {@code now} is not before {@code deadlineNanos}; replaces an earlier deadline. */
    void arm(long deadlineNanos);

    /** Forgets the deadline; no effect when there is none. */
    void disarm();

    boolean isArmed();

    /** The deadline it was armed with last; meaningless when not armed. */
    long deadlineNanos();

    /** What happens then. May arm the timer again; a deadline that is already past then fires in the next turn. */
    @FunctionalInterface
    interface Action {
        void fired(long now);
    }
}
