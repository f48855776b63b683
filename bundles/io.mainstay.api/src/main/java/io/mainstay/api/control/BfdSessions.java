// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The BFD sessions of this host (RFC 5880), for who follows them; an OSGi service of whatever speaks BFD. Thread-safety: any
 * thread.
 */
@ProviderType
public interface BfdSessions {

    /** A session now; empty when there is none of this name. Cheap. */
    Optional<Session> find(String name);

    /**
     * Tells of each change of a session's state, also of its coming and going, on a thread of the provider's; be short.
     *
     * @return what ends the subscription; idempotent
     */
    Runnable listen(String name, Runnable changed);

    /**
     * A session as it is.
     *
     * @param name of its {@code bfd_instance}
     * @param up whether its state is Up
     * @param detail state and diagnostic code for people: {@code "Down, control detection time expired"}
     */
    record Session(String name, boolean up, String detail) {}
}
