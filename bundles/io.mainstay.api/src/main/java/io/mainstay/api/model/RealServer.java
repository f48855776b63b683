// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One server behind a virtual server; identified, within it, by its endpoint.
 *
 * @param endpoint where it listens; port 0 when the virtual server has none
 * @param weight configured weight, 0 or more; 0 takes no new connections
 * @param forwarding how packets get there
 * @param upperThreshold connections from which on it gets no more; 0 means no limit
 * @param lowerThreshold connections below which it gets some again; 0 means three quarters of the upper one
 * @param inhibitOnFailure a failed server gets weight 0 instead of being removed
 * @param notifyUp run when it becomes usable
 * @param notifyDown run when it stops being usable
 * @param smtpAlert whether a mail tells of both
 * @param checks all must pass for the server to be up; none means always up
 */
public record RealServer(
        Endpoint endpoint,
        int weight,
        Forwarding forwarding,
        int upperThreshold,
        int lowerThreshold,
        boolean inhibitOnFailure,
        Optional<Script> notifyUp,
        Optional<Script> notifyDown,
        boolean smtpAlert,
        List<CheckSpec> checks) {

    public RealServer {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(forwarding, "forwarding");
        Objects.requireNonNull(notifyUp, "notifyUp");
        Objects.requireNonNull(notifyDown, "notifyDown");
        checks = List.copyOf(checks);
    }
}
