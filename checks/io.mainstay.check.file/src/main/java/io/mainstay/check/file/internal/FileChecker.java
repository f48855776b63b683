// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.file.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Watching;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Judges the number that was last seen in a file. Thread-safety: immutable. */
record FileChecker(TrackedFiles files, Path file, FileVerdict verdict) implements AsyncChecker, Watching {

    @Override
    public String describe() {
        return "FILE " + file;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(5);
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        return files.watch(file, changed);
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        TrackedFiles.Seen seen = files.seen(file);
        context.transcript().note("{}: {}", file.toString(), seen.text());
        return CompletableFuture.completedStage(
                seen.problem().isEmpty() ? verdict.of(seen.number()) : ProbeResult.broken(seen.problem()));
    }
}
