// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The participants in virtual routers of one protocol, seen from outside; one OSGi service for VRRP and one for CARP.
 * Thread-safety: any thread; what is returned is a snapshot; what is asked for is done before the call returns.
 */
@ProviderType
public interface Routers {

    /** {@code "VRRP"} or {@code "CARP"}. */
    String protocol();

    /** All instances, in configured order. */
    List<RouterView> list();

    /** One instance, by its name. */
    default Optional<RouterView> find(String name) {
        return list().stream().filter(router -> router.name().equals(name)).findFirst();
    }

    /** All sync groups, in configured order; CARP has none. */
    List<RouterGroupView> groups();

    /** All trackers, in configured order; CARP has none. */
    List<TrackerView> trackers();

    /**
     * Makes an instance less wanted as MASTER, until this is taken back or the process ends; reloads keep it.
     *
     * @param by what the priority is lowered by (VRRP, 1 to 254) or the advskew raised by (CARP, 1 to 240); 0 takes it back; empty:
     *     give up the addresses now, and hold none until it is taken back
     * @throws IllegalArgumentException there is no such instance, the value is out of range, or the address owner is asked to
     *     lower its priority; the message says what there is
     */
    void demote(String name, OptionalInt by);

    /** Sets the counters and statistics of an instance, or of all when empty, to 0. */
    void clearCounters(Optional<String> name);

    /**
     * Why this host holds, or does not hold, an address, in one or more sentences, from state and transition journal; empty when
     * the address is none of this protocol's.
     */
    Optional<String> explain(InetAddress address);
}
