// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.model.CheckTiming;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The engine's settings as one block gives them; what it does not give comes from the block around it.
 *
 * @param delayLoop period
 * @param retry further failures before a check goes down
 * @param delayBeforeRetry time between them
 * @param warmup greatest random part of the first delay
 * @param rise successes before a check comes back
 * @param jitter greatest random part of each period
 * @param alpha whether checks start down
 * @param logAllFailures whether each failed probe is logged
 */
record Timing(
        Optional<Duration> delayLoop,
        Optional<Integer> retry,
        Optional<Duration> delayBeforeRetry,
        Optional<Duration> warmup,
        Optional<Integer> rise,
        Optional<Duration> jitter,
        Optional<Boolean> alpha,
        Optional<Boolean> logAllFailures) {

    /** What the engine reads from a check's block; the rest is the checker's. */
    static final Set<String> KEYWORDS = Set.of(
            "delay_loop",
            "retry",
            "nb_get_retry",
            "delay_before_retry",
            "warmup",
            "rise",
            "jitter",
            "alpha",
            "log_all_failures");

    static final Duration SHORTEST_PERIOD = Duration.ofMillis(1);
    static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(60);

    static final Timing NONE = loggingAllFailures(Optional.empty());

    /** Nothing but whether each failure is logged. */
    static Timing loggingAllFailures(Optional<Boolean> logAllFailures) {
        return new Timing(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                logAllFailures);
    }

    /** What a virtual server or real server says. */
    static Timing ofServer(BlockReader reader) {
        return read(reader, reader.integer("retry", 1, Integer.MAX_VALUE), Optional.empty());
    }

    /** What a check says. */
    static Timing ofCheck(BlockReader reader) {
        if (reader.block().block().isEmpty()) {
            return NONE;
        }
        reader.nodes("nb_get_retry")
                .forEach(node -> reader.warning(
                        DiagnosticKind.DEPRECATED, node.at(), "'nb_get_retry' is deprecated", "use 'retry'"));
        Optional<Integer> retry = reader.integer("retry", 0, Integer.MAX_VALUE);
        Optional<Integer> deprecated = reader.integer("nb_get_retry", 0, Integer.MAX_VALUE);
        return read(reader, retry.or(() -> deprecated), reader.bool("log_all_failures"));
    }

    private static Timing read(BlockReader reader, Optional<Integer> retry, Optional<Boolean> logAllFailures) {
        return new Timing(
                reader.timer("delay_loop", SHORTEST_PERIOD, LONGEST),
                retry,
                reader.timer("delay_before_retry", Duration.ZERO, LONGEST),
                reader.timer("warmup", Duration.ZERO, LONGEST),
                reader.integer("rise", 1, Integer.MAX_VALUE),
                reader.timer("jitter", Duration.ZERO, LONGEST),
                reader.bool("alpha"),
                logAllFailures);
    }

    /** These settings, and for each that is missing the outer block's. */
    Timing within(Timing outer) {
        if (isEmpty()) {
            return outer; // most blocks
        }
        return new Timing(
                delayLoop.or(outer::delayLoop),
                retry.or(outer::retry),
                delayBeforeRetry.or(outer::delayBeforeRetry),
                warmup.or(outer::warmup),
                rise.or(outer::rise),
                jitter.or(outer::jitter),
                alpha.or(outer::alpha),
                logAllFailures.or(outer::logAllFailures));
    }

    private boolean isEmpty() {
        return delayLoop.isEmpty()
                && retry.isEmpty()
                && delayBeforeRetry.isEmpty()
                && warmup.isEmpty()
                && rise.isEmpty()
                && jitter.isEmpty()
                && alpha.isEmpty()
                && logAllFailures.isEmpty();
    }

    /** With the built-in defaults for what nobody said; what depends on the checker type stays open. */
    CheckTiming resolve() {
        return new CheckTiming(
                delayLoop.orElse(DEFAULT_PERIOD),
                retry.map(OptionalInt::of).orElse(OptionalInt.empty()),
                delayBeforeRetry,
                warmup,
                rise.orElse(1),
                jitter.orElse(Duration.ZERO),
                alpha.orElse(false),
                logAllFailures.orElse(false));
    }
}
