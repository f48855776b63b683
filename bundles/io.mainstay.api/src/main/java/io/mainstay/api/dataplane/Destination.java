// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.dataplane;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import java.util.Objects;

/**
 * One destination of a service.
 *
 * @param endpoint where the traffic goes
 * @param weight share of new connections, 0 or more; 0 gets none
 * @param forwarding how it gets there
 * @param upperThreshold connections from which on it gets no more; 0 means no limit
 * @param lowerThreshold connections below which it gets some again; 0 means three quarters of the upper one
 */
public record Destination(
        Endpoint endpoint, int weight, Forwarding forwarding, int upperThreshold, int lowerThreshold) {
    public Destination {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(forwarding, "forwarding");
    }
}
