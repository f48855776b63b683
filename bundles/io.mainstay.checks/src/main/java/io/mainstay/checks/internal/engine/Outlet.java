// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import java.util.List;

/** What the engine tells; called on the engine thread, must only pass it on. */
public interface Outlet {

    /** Checks changed, in this order. */
    void changed(List<Change> changes);

    /** A plugin is not to be used any more. */
    void quarantined(Plugin plugin);

    /**
     * One change of a check's state, weight advice or warning.
     *
     * @param check whose
     * @param standing the state entered
     * @param transition whether it went up or down, rather than only its weight
     * @param endedWarning the warning that is over; empty when none is, or another has taken its place
     * @param warned whether there is a warning now, and was none
     */
    record Change(Check check, Standing standing, boolean transition, String endedWarning, boolean warned) {
        Change(Check check, Standing standing, boolean transition) {
            this(check, standing, transition, "", false);
        }

        /** The check as it was right after the change. */
        public io.mainstay.api.control.CheckView view() {
            return check.view(standing);
        }

        public boolean up() {
            return standing.up();
        }

        public String cause() {
            return standing.cause();
        }
    }
}
