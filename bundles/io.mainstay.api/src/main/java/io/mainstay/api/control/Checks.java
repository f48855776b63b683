// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import io.mainstay.api.model.CheckId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The check engine, seen from outside. Thread-safety: any thread, unless a method says otherwise; what is returned is a
 * snapshot.
 */
@ProviderType
public interface Checks {

    /** All checks, in configured order. */
    List<CheckView> list();

    /** One check. */
    Optional<CheckView> find(CheckId id);

    /** The kept probes of a check: the last ones and the last failures, oldest first, each once. */
    List<ProbeView> history(CheckId id);

    /**
     * Runs one probe now, out of turn. Its outcome counts like any other. When one is running already, that one's outcome is
     * returned. Completes exceptionally with IllegalStateException when the check is suspended or unknown.
     */
    CompletionStage<ProbeView> probe(CheckId id);

    /** The checker types whose plugins are here, by name. */
    List<CheckerTypeView> types();

    /** What can be configured of a checker type; empty when there is no plugin for it. */
    default Optional<CheckerDescription> describe(String type) {
        return Optional.empty();
    }

    /** How the engine is doing: load and punctuality. */
    default EngineFigures figures() {
        return EngineFigures.NONE;
    }

    /**
     * Suspends or resumes the checks of a virtual server ({@code ha_suspend}); suspended checks keep their state. Control
     * thread only.
     */
    void haSuspend(String virtualServer, boolean suspended);

    /**
     * Tells of each change of a check's state or weight advice, on the control thread. The listener first hears nothing:
     * read {@link #list()} or {@link #find} for what is. Control thread only.
     */
    void listen(Listener listener);

    /** See {@link #listen}. */
    interface Listener {
        void changed(CheckView check);
    }
}
