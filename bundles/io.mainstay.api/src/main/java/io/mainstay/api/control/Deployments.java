// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The bundles of the watched folders, seen from outside; an OSGi service of the deployer. Thread-safety: any thread. */
@ProviderType
public interface Deployments {

    /** Every jar in a watched folder, by file name; a snapshot. */
    List<Deployment> list();

    /** Completes, never exceptionally, when what was in the folders at the start is deployed, as far as it can be. */
    default CompletionStage<Void> first() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * One jar.
     *
     * @param name symbolic name of the bundle; empty when it could not be read
     * @param version of the bundle; empty when it could not be read
     * @param file path of the jar
     * @param state what became of it
     * @param problem why it does not serve, in one sentence; empty when it does
     */
    record Deployment(String name, String version, String file, State state, String problem) {}

    /** What became of a jar. */
    enum State {
        /** Installed and started. */
        ACTIVE,
        /** A fragment; attached to its host, never started. */
        FRAGMENT,
        /** Not, or not yet, a complete jar; looked at again when it changes. */
        INCOMPLETE,
        /** Another jar has a newer version of the same bundle. */
        SUPERSEDED,
        /** Not a bundle, or one that must not come from here. */
        REFUSED,
        /** Installed, but it did not start; tried again with every deployment. */
        FAILED
    }
}
