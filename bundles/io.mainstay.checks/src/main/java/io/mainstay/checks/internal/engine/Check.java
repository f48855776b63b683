// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.checks.internal.machine.Causes;
import io.mainstay.checks.internal.machine.CheckState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One configured check while it runs. It outlives reloads and plugins: state, counters and history stay when its
 * specification or its checker changes.
 *
 * <p>Thread-safety: the fields below say whose they are; {@link #view()} and {@link #history()} may be called from any thread.
 */
public final class Check {
    // Control thread writes, any reads.
    private volatile CheckSpec spec;
    /** Control thread: the binding last given to the engine. */
    private Binding assigned;

    // Engine thread writes, any reads.
    volatile Binding binding;
    volatile boolean haSuspended;
    volatile Standing standing;
    int probes;
    int failures;
    int broken;
    int overruns;

    // Engine thread only.
    CheckState state;
    Probe running;
    long dueAt;
    int heapIndex = -1;
    /** Fell due while it was suspended: to be probed as soon as it is not. */
    boolean overdue;

    /** Equal checks that are probed together with this one; null when there are none. */
    Shared shared;

    /** Something changed while it was probed: to be probed again at once. */
    boolean touched;

    boolean removed;
    List<CompletableFuture<ProbeView>> waiting;
    final History history = new History();

    public Check(CheckSpec spec, Binding binding, boolean haSuspended, Instant now) {
        this.spec = spec;
        this.assigned = binding;
        this.binding = binding;
        this.haSuspended = haSuspended;
        boolean alpha = spec.timing().alpha();
        state = CheckState.initial(alpha);
        standing = new Standing(state.up(), false, WeightAdvice.NONE, now, Causes.initial(alpha));
    }

    public CheckId id() {
        return spec.id();
    }

    public CheckSpec spec() {
        return spec;
    }

    /** Control thread. */
    public void spec(CheckSpec next) {
        spec = next;
    }

    /** Control thread: the binding last given to the engine. */
    public Binding assigned() {
        return assigned;
    }

    /** Control thread. */
    public void assigned(Binding next) {
        assigned = next;
    }

    /** Whether {@code ha_suspend} holds it. Any thread. */
    public boolean isHaSuspended() {
        return haSuspended;
    }

    /** Whether an equal check is probed for this one. */
    boolean isDriven() {
        return shared != null && shared.driver != this;
    }

    boolean isSuspended() {
        return haSuspended || binding.isSuspended();
    }

    /** The check as it is now. */
    public CheckView view() {
        return view(standing);
    }

    CheckView view(Standing shown) {
        Binding bound = binding;
        return new CheckView(
                id(),
                bound.description(),
                shown.up(),
                shown.decided(),
                suspension(),
                shown.weight(),
                shown.since(),
                shown.cause(),
                history.last(),
                probes,
                failures,
                broken,
                overruns,
                shown.warning());
    }

    /** Why it is not probed at the moment; empty when it is. Any thread. */
    public Optional<String> suspension() {
        Binding bound = binding;
        if (bound.isSuspended()) {
            return Optional.of(bound.problem());
        }
        return haSuspended
                ? Optional.of("ha_suspend: no address of " + id().virtualServer() + " is on this host")
                : Optional.empty();
    }

    /** The kept probes, oldest first. */
    public List<ProbeView> history() {
        return history.read();
    }

    @Override
    public String toString() {
        return id().toString();
    }
}
