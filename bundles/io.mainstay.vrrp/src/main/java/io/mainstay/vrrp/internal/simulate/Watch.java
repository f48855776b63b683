// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effects;

/** Looks over a station's shoulder; for invariants. */
interface Watch {
    Watch NONE = new Watch() {};

    /** A speaker was made and is about to start. */
    default void begun(Speaker speaker) {}

    /** A speaker's configuration is another one; the machine has not been told yet. */
    default void reloaded(Speaker speaker) {}

    /** An advertisement was let through by the codec; the machine has not decided yet. */
    default void heard(Speaker speaker, int priority, long intervalNanos) {}

    /** A speaker's machine entered its state. */
    default void entered(Speaker speaker, Cause cause) {}

    /**
     * The effects of one event have been executed.
     *
     * @param effects of the speaker and the members of its group
     * @param byTimer whether time was the event
     */
    default void performed(Speaker speaker, Effects effects, boolean byTimer) {}
}
