// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.check.Watching;
import io.mainstay.checks.internal.engine.Binding;
import io.mainstay.checks.internal.engine.Check;
import io.mainstay.checks.internal.engine.Engine;
import io.mainstay.checks.internal.engine.FaultLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The checkers that say by themselves when they want to be asked, and what they do on that occasion.
 *
 * <p>Thread-safety: control thread; what the checkers call is for any.
 */
final class Watches {
    private final Engine engine;
    private final Map<Check, Watch> watches = new HashMap<>();

    Watches(Engine engine) {
        this.engine = engine;
    }

    private record Watch(Watching checker, AutoCloseable end, AtomicBoolean over) {}

    /** A check has got this binding, perhaps the one that it had. */
    void bound(Check check, Binding binding) {
        Watch old = watches.get(check);
        Watching checker = binding.checker() instanceof Watching watching ? watching : null;
        if (old != null && old.checker() == checker) {
            return;
        }
        gone(check);
        if (checker == null) {
            return;
        }
        AtomicBoolean pending = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        try {
            AutoCloseable end = checker.watch(() -> {
                if (!over.get() && pending.compareAndSet(false, true)) {
                    engine.submit(() -> {
                        pending.set(false);
                        if (!over.get()) {
                            engine.orders().touched(check);
                        }
                    });
                }
            });
            watches.put(check, new Watch(checker, end, over));
        } catch (Throwable e) { // a plugin may throw anything
            over.set(true);
            engine.faults()
                    .warn(
                            binding.plugin() + " watch",
                            "check " + check + ": defect in " + binding.plugin() + ": its checker's watch() threw "
                                    + FaultLog.describe(e) + "; it is probed once per period only",
                            e);
        }
    }

    /** A check has gone. */
    void gone(Check check) {
        Watch watch = watches.remove(check);
        if (watch == null) {
            return;
        }
        watch.over().set(true);
        if (watch.end() == null) {
            return;
        }
        try {
            watch.end().close();
        } catch (Throwable e) { // as above
            engine.faults()
                    .warn(
                            "watch's end " + watch.checker().getClass(),
                            "check " + check + ": the end of its checker's watch threw " + FaultLog.describe(e),
                            e);
        }
    }

    /** All checks have gone. */
    void close() {
        List.copyOf(watches.keySet()).forEach(this::gone);
    }
}
