// SPDX-License-Identifier: Apache-2.0
package io.mainstay.control.internal;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.config.StateParticipant.Prepared;
import io.mainstay.api.model.DesiredState;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one desired state through all participants: every one prepares, then all commit or all abandon.
 *
 * <p>Thread-safety: control thread.
 */
final class StateTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(StateTransaction.class);

    private record Step(StateParticipant participant, Prepared prepared) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private StateTransaction() {}

    /** Lets each participant prepare {@code next}. One that throws has an error diagnostic in its name. */
    static StateTransaction prepare(DesiredState next, List<StateParticipant> participants) {
        StateTransaction transaction = new StateTransaction();
        for (StateParticipant participant : participants) {
            try {
                Prepared prepared = participant.prepare(next);
                transaction.steps.add(new Step(participant, prepared));
                transaction.diagnostics.addAll(prepared.diagnostics());
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                LOG.error("{} cannot prepare configuration {}", participant.name(), next.number(), e);
                transaction.diagnostics.add(Diagnostic.error(
                        DiagnosticKind.FATAL,
                        Position.of(participant.name()),
                        "failed to prepare: " + e,
                        "the log has the details; this is a defect of Mainstay or of a plugin"));
            }
        }
        return transaction;
    }

    List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    void commit() {
        for (Step step : steps) {
            try {
                step.prepared.commit();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // Going back is not possible: others have committed. Say it loudly; the next reload tries again.
                LOG.error(
                        "{} failed to apply the configuration; run 'reload' to try again", step.participant.name(), e);
            }
        }
    }

    void abandon() {
        for (Step step : steps) {
            try {
                step.prepared.abandon();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                LOG.error("{} failed to abandon a refused configuration", step.participant.name(), e);
            }
        }
    }
}
