// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

/**
 * What is configured for one instance, as far as its machine is concerned. Immutable; the limits are those of the
 * configuration language, so that a value that the parser let through by mistake does not reach the wire.
 *
 * @param advbase seconds of the advertisement interval, 0 to 255
 * @param advskew 256ths of a second added to it, 0 to 255
 * @param deadRatio missed intervals after which the master is down, 1 or more
 * @param preempt replace a running master with a longer interval
 * @param neutral no down script at the start
 * @param ignoreLinkState {@link FaultReason#LINK_DOWN} is no fault
 * @param demoteCounter demotion goes into OpenBSD's counter and is compared before the intervals, instead of being added to
 *     the advskew as ucarp and FreeBSD do
 */
public record CarpRules(
        int advbase,
        int advskew,
        int deadRatio,
        boolean preempt,
        boolean neutral,
        boolean ignoreLinkState,
        boolean demoteCounter) {
    /** Exactly 1/256 s. */
    public static final long UNIT_NANOS = 3_906_250L;

    static final int PER_SECOND = 256;
    /** The highest advskew that demotion leads to, and what send errors lead to at once. */
    static final int DEMOTED_SKEW = 240;

    private static final int MOST_DEAD_RATIO = 255;

    public CarpRules {
        require(advbase >= 0 && advbase <= 255, "advbase " + advbase + " is not in 0..255");
        require(advskew >= 0 && advskew <= 255, "advskew " + advskew + " is not in 0..255");
        require(deadRatio >= 1 && deadRatio <= MOST_DEAD_RATIO, "dead ratio " + deadRatio + " is not in 1..255");
    }

    /** With a dead ratio of 3 and everything off. */
    public static CarpRules of(int advbase, int advskew) {
        return new CarpRules(advbase, advskew, 3, false, false, false, false);
    }

    public CarpRules withDeadRatio(int value) {
        return new CarpRules(advbase, advskew, value, preempt, neutral, ignoreLinkState, demoteCounter);
    }

    public CarpRules withPreempt(boolean value) {
        return new CarpRules(advbase, advskew, deadRatio, value, neutral, ignoreLinkState, demoteCounter);
    }

    public CarpRules withNeutral(boolean value) {
        return new CarpRules(advbase, advskew, deadRatio, preempt, value, ignoreLinkState, demoteCounter);
    }

    public CarpRules withIgnoreLinkState(boolean value) {
        return new CarpRules(advbase, advskew, deadRatio, preempt, neutral, value, demoteCounter);
    }

    public CarpRules withDemoteCounter(boolean value) {
        return new CarpRules(advbase, advskew, deadRatio, preempt, neutral, ignoreLinkState, value);
    }

    /** The interval that an advertisement states, in 1/256 s: the smaller, the more preferred. */
    public static int interval(int advbase, int advskew) {
        return advbase * PER_SECOND + advskew;
    }

    /** Between two advertisements; with 0/0 there would be none. */
    static long intervalNanos(int advbase, int advskew) {
        return Math.max(1, interval(advbase, advskew)) * UNIT_NANOS;
    }

    /**
     * Silence after which a backup takes over: the skew counts once, so that members with the same base take over one after
     * the other. Without a base it counts as often as the base would, as in OpenBSD; ucarp's backups flap there.
     */
    int masterDown(int effectiveSkew) {
        return advbase == 0 ? deadRatio * Math.max(1, effectiveSkew) : deadRatio * advbase * PER_SECOND + effectiveSkew;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
