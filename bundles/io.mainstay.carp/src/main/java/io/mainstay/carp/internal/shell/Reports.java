// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.carp.internal.machine.Cause;
import io.mainstay.carp.internal.machine.Effect;

/** What a {@link Runner} tells. Called on the time-critical loop: to be passed on, not to be dealt with. */
interface Reports {

    /**
     * A transition, a script to run, or something to log.
     *
     * @param at on the loop's clock
     * @param advskew that is advertised now
     */
    void effect(Effect kind, Cause cause, long value, long at, int advskew);

    /** An address could not be installed or removed. */
    void refused(String change);

    /** Somebody on the wire has another password, or repeats what was said before; at most once a minute each. */
    void suspicious(boolean replay, byte[] source, int length);
}
