// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import io.mainstay.simulate.internal.engine.Quality;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Something that happens in a scenario. */
public sealed interface Event {

    /** When, since the beginning. */
    Duration at();

    /** The host's power or daemon. */
    record Power(Duration at, String host, Kind kind) implements Event {}

    /** What {@link Power} does. */
    enum Kind {
        START,
        STOP,
        KILL,
        CRASH,
        PAUSE,
        RESUME
    }

    /** The host's clock jumps ahead. */
    record Jump(Duration at, String host, Duration by) implements Event {}

    /** A link goes down or up. */
    record Link(Duration at, Port port, boolean up) implements Event {}

    /** A tracked script begins to pass or to fail. */
    record Script(Duration at, String host, String name, boolean passes) implements Event {}

    /** A tracked process begins or ends. */
    record Process(Duration at, String host, String name, boolean runs) implements Event {}

    /** A tracked file has another number. */
    record FileValue(Duration at, String host, String name, long value) implements Event {}

    /** Somebody deletes an address. */
    record Delete(Duration at, String host, InetAddress address) implements Event {}

    /** SIGHUP with another file. */
    record Reload(Duration at, String host, String file) implements Event {}

    /**
     * Hosts stop, or begin again, to hear each other.
     *
     * @param sides what each says does not reach the others; a side's ports without interface mean every wire
     * @param oneWay only what the first side says does not reach the others
     * @param cut whether it begins
     */
    record Partition(Duration at, List<List<Port>> sides, boolean oneWay, boolean cut) implements Event {
        public Partition {
            sides = List.copyOf(sides);
        }
    }

    /** The wires become better or worse. */
    record Wires(Duration at, UnaryOperator<Quality> change) implements Event {}
}
