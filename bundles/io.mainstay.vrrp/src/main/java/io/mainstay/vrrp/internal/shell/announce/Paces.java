// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.announce;

import io.mainstay.api.model.vrrp.GarpGroup;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.PunctualLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which interfaces share a pace: those of a {@code garp_group}; others have one each, with the global interval.
 *
 * <p>Thread-safety: any thread may look a pace up; using it is for the loop's.
 */
public final class Paces {
    private record Key(String lane, boolean ipv6) {}

    private final PunctualLoop loop;
    private final LinkSocket socket;
    private final VrrpConfiguration configuration;
    private final Map<Key, Pace> paces = new HashMap<>();

    public Paces(PunctualLoop loop, LinkSocket socket, VrrpConfiguration configuration) {
        this.loop = loop;
        this.socket = socket;
        this.configuration = configuration;
    }

    /** The pace of announcements of a family on an interface. */
    public synchronized Pace of(String device, boolean ipv6) {
        for (int i = 0; i < configuration.garpGroups().size(); i++) {
            GarpGroup group = configuration.garpGroups().get(i);
            if (group.interfaces().contains(device)) {
                return of(new Key("group " + i, ipv6), ipv6 ? group.gnaInterval() : group.garpInterval());
            }
        }
        Duration interval = ipv6
                ? configuration.globals().gnaInterval()
                : configuration.globals().garpInterval();
        return of(new Key(device, ipv6), interval);
    }

    private Pace of(Key key, Duration interval) {
        return paces.computeIfAbsent(key, k -> new Pace(loop, socket, interval.toNanos()));
    }

    /** Whether another configuration has the same paces. */
    public boolean suits(VrrpConfiguration other) {
        return other.garpGroups().equals(configuration.garpGroups())
                && other.globals().garpInterval().equals(configuration.globals().garpInterval())
                && other.globals().gnaInterval().equals(configuration.globals().gnaInterval());
    }
}
