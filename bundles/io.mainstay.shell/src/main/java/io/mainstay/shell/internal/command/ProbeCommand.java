// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.ProbeView;
import io.mainstay.shell.internal.text.Units;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one probe out of turn and waits for it. */
final class ProbeCommand implements Command {
    /** The engine ends every probe by its own deadline; this is for an engine that does not. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public String usage() {
        return "<check>";
    }

    @Override
    public String summary() {
        return "run a check's probe now and show its outcome and transcript; it counts like any other";
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public Reply run(Call call, Services services) {
        Checks checks = services.checks();
        CheckView check = Selection.check(checks.list(), call.word(0));
        ProbeView probe = wait(checks, check);
        Map<String, Object> json = Views.probe(probe);
        json.put("check", check.id().toString());
        json.put("description", check.description());
        String text = check.id() + "  " + check.description() + "\n" + Views.transcriptText(probe)
                + Views.outcomeText(probe) + ", took " + Units.time(probe.duration()) + "\n";
        return Reply.of(probe.outcome() == ProbeView.Outcome.PASSED, json, text);
    }

    private static ProbeView wait(Checks checks, CheckView check) {
        try {
            return checks.probe(check.id()).toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw CommandException.failed(
                    "cannot probe " + check.id() + ": " + e.getCause().getMessage());
        } catch (TimeoutException e) {
            throw CommandException.failed(
                    "the probe of " + check.id() + " has not ended after " + LIMIT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted; the probe of " + check.id() + " goes on");
        }
    }
}
