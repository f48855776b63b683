// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import java.util.List;

/**
 * What comes of an event.
 *
 * @param state afterwards; the same object when nothing changed
 * @param effects in order
 */
public record Step(VirtualServerState state, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }

    static Step unchanged(VirtualServerState state) {
        return new Step(state, List.of());
    }
}
