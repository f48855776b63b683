// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.Objects;

/**
 * Gets the traffic while quorum is lost.
 *
 * @param endpoint where it listens
 * @param forwarding how packets get there
 * @param inhibit while it is not needed it stays in the table with weight 0
 */
public record SorryServer(Endpoint endpoint, Forwarding forwarding, boolean inhibit) {
    public SorryServer {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(forwarding, "forwarding");
    }
}
