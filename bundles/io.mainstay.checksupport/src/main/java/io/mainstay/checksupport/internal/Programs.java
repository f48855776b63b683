// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.model.Script;
import io.mainstay.checksupport.ProgramRunner;
import io.mainstay.platform.ScriptRunner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The platform's processes, for probes. Thread-safety: immutable. */
@Component
public final class Programs implements ProgramRunner {
    private final ScriptRunner scripts;

    @Activate
    public Programs(@Reference ScriptRunner scripts) {
        this.scripts = scripts;
    }

    @Override
    public CompletionStage<End> run(ProbeContext context, Script script, int outputLimit) {
        ScriptRunner.Running running = scripts.start(script, outputLimit);
        context.onCancel(running::terminate);
        CompletableFuture<End> end = new CompletableFuture<>();
        running.outcome().thenAccept(outcome -> {
            // The outcome comes on a thread that all programs share: a plugin must not keep it.
            End seen = new End(
                    outcome.problem(),
                    outcome.exitStatus(),
                    running.signal(),
                    outcome.timedOut(),
                    running.output(),
                    outcome.took());
            try {
                context.executor().execute(() -> end.complete(seen));
            } catch (RejectedExecutionException e) {
                end.complete(seen); // the plugin has gone; nobody listens any more
            }
        });
        return end;
    }
}
