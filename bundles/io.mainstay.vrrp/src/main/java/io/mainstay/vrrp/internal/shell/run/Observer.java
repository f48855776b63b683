// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import java.net.InetAddress;

/** Told by the time-critical loop what others may want to know. Must return at once. */
public interface Observer {

    /**
     * A router changed its state or its priority, or saw a lower priority.
     *
     * @param kind {@code ENTER_…}, {@code PRIORITY_CHANGED}, {@code LOWER_PRIORITY_SEEN}
     * @param peer whose advert led to it; null when none did
     */
    void router(Router router, Effect kind, Cause cause, long value, long now, InetAddress peer);

    /** A sync group changed its state. */
    void group(Group group, Effect kind, Cause cause, long value, long now);

    /** A tracker has another result. */
    void tracker(TrackerRef.Kind kind, String name, String before, String after, String detail);

    /** Something that an operator should know of; the kernel refused a request. */
    void problem(String subject, String text);
}
