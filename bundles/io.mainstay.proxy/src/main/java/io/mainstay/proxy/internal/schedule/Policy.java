// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.util.List;
import java.util.function.Predicate;

/**
 * A scheduler at work for one service.
 *
 * <p>Thread-safety: used under the service's lock.
 */
public interface Policy {

    /**
     * Takes over the destinations, in the order configured, whenever one came, went or has another weight. Targets of
     * weight 0 may be among them.
     */
    void update(List<Target> targets);

    /**
     * Chooses a destination for a new connection, and takes note of it for the next choice.
     *
     * @param untried false for those that this connection could not be made to
     * @return null when there is none
     */
    Target choose(Client client, Predicate<Target> untried);

    /** Whether the choice depends on the client; when not, {@link Client#UNKNOWN} will do. */
    default boolean looksAtClient() {
        return false;
    }
}
