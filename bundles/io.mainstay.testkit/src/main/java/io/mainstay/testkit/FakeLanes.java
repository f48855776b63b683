// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit;

import io.mainstay.platform.Lane;
import io.mainstay.platform.Lanes;
import java.util.ArrayList;
import java.util.List;

/** {@link Lanes} that gives out {@link VirtualLane}s and remembers them. Thread-safety: one thread. */
public final class FakeLanes implements Lanes {
    private final VirtualTime time;
    private final List<VirtualLane> opened = new ArrayList<>();

    public FakeLanes(VirtualTime time) {
        this.time = time;
    }

    @Override
    public Lane open(String name) {
        VirtualLane lane = new VirtualLane(name, time);
        opened.add(lane);
        return lane;
    }

    /** All lanes so far, oldest first, also those that have been closed. */
    public List<VirtualLane> opened() {
        return List.copyOf(opened);
    }

    /** The lane opened last. */
    public VirtualLane last() {
        return opened.get(opened.size() - 1);
    }
}
