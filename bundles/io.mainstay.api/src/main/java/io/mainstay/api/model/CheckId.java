// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.Objects;

/**
 * Names one check for as long as the configuration has it.
 *
 * @param virtualServer {@link VirtualServer#name()}
 * @param realServer the real server's endpoint
 * @param type checker type
 * @param ordinal 1 for the real server's first check of this type, then 2, 3 …
 */
public record CheckId(String virtualServer, Endpoint realServer, String type, int ordinal) {

    public CheckId {
        Objects.requireNonNull(virtualServer, "virtualServer");
        Objects.requireNonNull(realServer, "realServer");
        Objects.requireNonNull(type, "type");
    }

    /** {@code tcp/10.0.0.100:80/10.0.0.1:8080/HTTP_GET}, with {@code #2} … from the second on: what commands take and print. */
    @Override
    public String toString() {
        return virtualServer + "/" + realServer + "/" + type + (ordinal == 1 ? "" : "#" + ordinal);
    }
}
