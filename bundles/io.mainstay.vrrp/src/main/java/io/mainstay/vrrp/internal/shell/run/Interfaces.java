// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.api.model.vrrp.LinkDelay;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.LoopTimer;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.vrrp.internal.shell.host.Host;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Which interfaces are up, as far as it counts: a change must last for the configured delay.
 *
 * <p>Thread-safety: time-critical loop.
 */
final class Interfaces {
    private static final class State {
        boolean there;
        boolean up;
        LoopTimer timer;
    }

    private final PunctualLoop loop;
    private final Host host;
    private final ObjLongConsumer<String> changed;
    private final Map<String, State> states = new HashMap<>();
    private Map<String, LinkDelay> delays = Map.of();

    /** @param changed told of the name and the time when an interface comes up or goes down for good */
    Interfaces(PunctualLoop loop, Host host, ObjLongConsumer<String> changed) {
        this.loop = loop;
        this.host = host;
        this.changed = changed;
    }

    /** A macvlan has the delays of the interface below. */
    void delays(List<LinkDelay> configured) {
        Map<String, LinkDelay> next = new HashMap<>();
        configured.forEach(delay -> next.put(delay.device(), delay));
        delays = next;
    }

    boolean up(String name) {
        return state(name).up;
    }

    private State state(String name) {
        return states.computeIfAbsent(name, n -> {
            State state = new State();
            state.up = running(host.link(n));
            state.there = host.link(n) != null;
            return state;
        });
    }

    private static boolean running(Link link) {
        return link != null && link.running();
    }

    /** The host's link of this name may be another one. */
    void look(String name, long now) {
        State state = states.get(name);
        if (state == null) {
            return; // nobody asked
        }
        Link link = host.link(name);
        boolean up = running(link);
        boolean cameOrWent = state.there != (link != null);
        state.there = link != null;
        if (state.timer != null) {
            state.timer.disarm();
        }
        if (up == state.up) {
            return;
        }
        long delay = cameOrWent ? 0 : delayNanos(name, link, up);
        if (delay == 0) {
            state.up = up;
            changed.accept(name, now);
            return;
        }
        if (state.timer == null) {
            state.timer = loop.timer(at -> look(state, name, at));
        }
        state.timer.arm(now + delay);
    }

    /** The change has lasted. */
    private void look(State state, String name, long now) {
        boolean up = running(host.link(name));
        if (up != state.up) {
            state.up = up;
            changed.accept(name, now);
        }
    }

    private long delayNanos(String name, Link link, boolean up) {
        LinkDelay delay = delays.get(name);
        if (delay == null && link != null && link.kind().equals("macvlan")) {
            Link below = host.link(link.parent());
            delay = below == null ? null : delays.get(below.name());
        }
        if (delay == null) {
            return 0;
        }
        return (up ? delay.up() : delay.down()).toNanos();
    }

    /** Forgets all waiting. */
    void close() {
        states.values().forEach(state -> {
            if (state.timer != null) {
                state.timer.disarm();
            }
        });
    }
}
