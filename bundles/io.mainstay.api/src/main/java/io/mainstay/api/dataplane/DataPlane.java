// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.dataplane;

import io.mainstay.api.model.ServiceKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries the traffic of virtual services to their destinations. Registered as an OSGi service with the property
 * {@link #NAME}; a plane that cannot work here (no kernel support, no permission) is not registered, and its bundle says why
 * through a doctor finding.
 *
 * <p>Thread-safety: {@link #apply} and {@link #stop} are called on the control thread only; everything else from any thread.
 */
@ConsumerType
public interface DataPlane {
    /** Service property, a String: the name that {@code data_plane} chooses this plane by. */
    String NAME = "dataplane.name";

    /** What this plane can do; constant. */
    DataPlaneCapabilities capabilities();

    /**
     * Makes some services what they should be. Services in neither collection stay as they are. Never fails as a whole: a
     * service that cannot be provided now (a port in use) is retried by the plane and shown in {@link #services()}.
     *
     * <p>A destination of weight 0 gets no new connections; its existing ones go on. A destination that is no longer listed
     * gets none either; its existing connections go on for the service's drain time. UDP has no connections: a client whose
     * destination is no longer listed goes on to another one. All other connections are untouched by any change.
     *
     * @param wanted complete descriptions, one per key
     * @param removed services that are no longer wanted: stop listening, then drain
     * @return completes when all that could be done at once is done
     */
    CompletionStage<Void> apply(Collection<VirtualService> wanted, Collection<ServiceKey> removed);

    /** State and counters of all services, in no particular order: a snapshot. */
    List<ServiceStatus> services();

    /** As {@link #services()}, for one. */
    Optional<ServiceStatus> service(ServiceKey key);

    /**
     * Stops accepting, lets existing connections go on for the drain time given, closes what is left then.
     *
     * @param drain zero to close at once
     */
    CompletionStage<Void> stop(java.time.Duration drain);
}
