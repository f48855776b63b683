// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PunctualLoop;

/**
 * What routers need of the host.
 *
 * @param loop time-critical loop
 * @param network that they are in
 * @param scripts for trackers
 */
public record Ports(PunctualLoop loop, Network network, ScriptRunner scripts) {

    /** Finds them when they are needed for the first time: a configuration without VRRP loads none of it. */
    public interface Finder {

        /** Null when the host does not let us have them; {@link #whyNot} says why. */
        Ports find();

        /** What is missing and what to do about it. */
        String whyNot();
    }
}
