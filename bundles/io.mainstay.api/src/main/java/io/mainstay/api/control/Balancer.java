// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import io.mainstay.api.model.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The balancer, seen from outside. Thread-safety: any thread; what is returned is a snapshot; what is asked for is done on
 * the control thread before the call returns.
 */
@ProviderType
public interface Balancer {

    /** All virtual servers, in configured order. */
    List<VirtualServerView> virtualServers();

    /** One virtual server, by its name. */
    Optional<VirtualServerView> find(String virtualServer);

    /**
     * Takes a real server out of service gently, or puts it back: while draining its weight is 0. Kept over reloads, not over
     * a restart.
     *
     * @throws IllegalArgumentException there is no such real server; the message lists what there is
     */
    void drain(String virtualServer, Endpoint realServer, boolean draining);

    /**
     * Overrides a real server's configured weight; empty goes back to it. Kept over reloads, not over a restart.
     *
     * @param weight 0 to 65535
     * @throws IllegalArgumentException there is no such real server, or the weight is out of range
     */
    void weight(String virtualServer, Endpoint realServer, OptionalInt weight);
}
