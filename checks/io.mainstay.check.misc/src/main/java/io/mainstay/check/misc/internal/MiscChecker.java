// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.misc.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.ScriptAccount;
import io.mainstay.checksupport.ProgramRunner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Runs a program and judges its exit status. Thread-safety: immutable.
 *
 * @param limit of a run; empty for the period
 * @param dynamic whether the status carries a weight
 */
record MiscChecker(
        ProgramRunner programs, List<String> argv, ScriptAccount account, Optional<Duration> limit, boolean dynamic)
        implements AsyncChecker {
    private static final int MOST_OUTPUT = 4096;
    private static final int LONGEST_DESCRIPTION = 120;
    private static final int DYNAMIC_FROM = 2;
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(60);

    /** What the engine grants beyond the program's limit: two seconds from SIGTERM to SIGKILL, and some to be seen. */
    static final Duration FOR_THE_KILL = Duration.ofSeconds(5);

    @Override
    public String describe() {
        String text = "MISC " + String.join(" ", argv).replaceAll("\\s+", " ");
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION - 1) + "…";
    }

    @Override
    public Duration timeLimit() {
        return timeLimit(DEFAULT_PERIOD);
    }

    @Override
    public Duration timeLimit(Duration period) {
        return limit.orElse(period).plus(FOR_THE_KILL);
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        Duration left = context.remaining().minus(FOR_THE_KILL);
        Duration time = limit.orElse(left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left);
        context.transcript().note("running {}", String.join(" ", argv));
        return programs.run(context, new Script(argv, account.user(), account.group(), Optional.of(time)), MOST_OUTPUT)
                .thenApply(end -> {
                    note(end, context.transcript());
                    return judge(end, time);
                });
    }

    private static void note(ProgramRunner.End end, Transcript transcript) {
        end.output().lines().forEach(transcript::note);
        if (end.started() && end.signal() == 0) {
            transcript.note(
                    "ended with status {} after {} ms",
                    end.exitStatus(),
                    end.took().toMillis());
        }
    }

    private ProbeResult judge(ProgramRunner.End end, Duration time) {
        if (!end.started()) {
            return ProbeResult.broken(end.problem());
        }
        if (end.timedOut()) {
            return ProbeResult.failed(
                    FailReason.TIMEOUT, "the program did not end within " + time.toMillis() + " ms, and was ended");
        }
        if (end.signal() != 0) {
            return ProbeResult.failed(FailReason.OTHER, "ended by signal " + end.signal());
        }
        int status = end.exitStatus();
        if (status == 0) {
            return ProbeResult.passed("status 0");
        }
        if (dynamic && status >= DYNAMIC_FROM) {
            int weight = status - DYNAMIC_FROM;
            return new ProbeResult.Passed("status " + status + ": weight " + weight, WeightAdvice.set(weight));
        }
        return ProbeResult.failed(FailReason.UNEXPECTED_STATUS, "status " + status);
    }
}
