// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import io.mainstay.api.model.DesiredState;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An engine that follows the desired state (check engine, balancer, later VRRP …). Registered as an OSGi service; the
 * control bundle runs every new state through all participants in two steps, on the control thread, in the order of
 * {@link #ORDER}:
 *
 * <ol>
 *   <li>{@link #prepare}: find out what would change and everything that is wrong with it; change nothing.
 *   <li>When no participant and no source reported an error, {@link Prepared#commit} of each; otherwise
 *       {@link Prepared#abandon} of each.
 * </ol>
 */
@ConsumerType
public interface StateParticipant {
    /** Service property, an Integer: participants commit in ascending order and stop in descending order. */
    String ORDER = "participant.order";

    /** Name for diagnostics and logs, such as {@code "checks"}. */
    String name();

    /**
     * Validates the next state against what this participant can do.
     *
     * @param next the state that would become current; its {@link DesiredState#number()} is higher than the current one
     */
    Prepared prepare(DesiredState next);

    /**
     * Gives back what was taken (listening sockets, addresses, processes) as the configuration says. Called once, on the
     * control thread, when the process stops.
     *
     * @return ends when everything is given back or the participant's own limit has passed
     */
    java.util.concurrent.CompletionStage<Void> stop();

    /** The second half of {@link #prepare}; exactly one of commit and abandon is called. */
    interface Prepared {
        /** All problems that the new state has here, each with its position. */
        List<Diagnostic> diagnostics();

        /** Makes the state current. Does not fail: what can't be reached now (a busy port) is retried and shown. */
        void commit();

        /** Drops what {@link #prepare} built. */
        default void abandon() {}
    }
}
