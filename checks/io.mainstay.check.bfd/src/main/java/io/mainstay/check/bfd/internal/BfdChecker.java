// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.bfd.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Watching;
import io.mainstay.api.control.BfdSessions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says what its session says. Thread-safety: immutable. */
record BfdChecker(SessionFollower sessions, String name) implements AsyncChecker, Watching {

    @Override
    public String describe() {
        return "BFD " + name;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(5);
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        return sessions.follow(name, changed);
    }

    @Override
    public CompletionStage<ProbeResult> probe(ProbeContext context) {
        return CompletableFuture.completedStage(sessions.provider()
                .map(provider -> provider.find(name)
                        .map(BfdChecker::judge)
                        .orElseGet(() -> ProbeResult.broken("there is no BFD session '" + name + "'")))
                .orElseGet(() -> ProbeResult.broken(
                        "nobody speaks BFD here: no bundle provides " + BfdSessions.class.getName())));
    }

    private static ProbeResult judge(BfdSessions.Session session) {
        return session.up()
                ? ProbeResult.passed(session.detail())
                : ProbeResult.failed(FailReason.UNREACHABLE, "the session is " + session.detail());
    }
}
