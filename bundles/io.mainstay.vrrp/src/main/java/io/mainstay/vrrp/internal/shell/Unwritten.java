// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import java.util.List;

/** A journal that keeps nothing, for exercises. */
final class Unwritten implements Journal {
    @Override
    public void publish(Transition transition) {}

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
