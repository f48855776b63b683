// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import io.mainstay.vrrp.internal.machine.PriorityTracker;
import io.mainstay.vrrp.internal.plan.TrackerRef;

/** Takes the results of trackers; any thread. */
@FunctionalInterface
public interface TrackerSink {

    /**
     * @param value a file's number; 0 for others
     * @param detail what decided: exit status, number of processes
     */
    void result(TrackerRef.Kind kind, String name, PriorityTracker.Result result, long value, String detail);
}
