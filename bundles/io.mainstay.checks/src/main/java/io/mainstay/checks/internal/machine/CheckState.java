// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.machine;

/**
 * Where one check stands.
 *
 * <p>Thread-safety: immutable.
 *
 * @param up whether the real server may be used, as far as this check is concerned
 * @param decided whether probes have decided {@code up}, or it is still what the configuration starts with
 * @param fresh whether no probe has judged the target yet: the first failure then counts without retries
 * @param failures in a row, of the due step, since the last pass; those that were answered with a retry
 * @param step the step that is due, 0-based
 * @param stepFailed whether {@code step} is the one that took, or keeps, the check down
 * @param risen while down: passes of all steps in a row
 * @param recovering while down: the failed step has passed again, and all steps are gone through before the check is up
 */
public record CheckState(
        boolean up,
        boolean decided,
        boolean fresh,
        int failures,
        int step,
        boolean stepFailed,
        int risen,
        boolean recovering) {

    /** Starts up: the real server is used until the first probe says otherwise. */
    public static final CheckState STARTS_UP = new CheckState(true, false, true, 0, 0, false, 0, false);

    /** Starts down ({@code alpha}): the real server is not used before every step has passed. */
    public static final CheckState STARTS_DOWN = new CheckState(false, false, true, 0, 0, false, 0, false);

    /** Up, all steps passed, the first one is due. One instance for the tens of thousands that are here all the time. */
    static final CheckState SETTLED_UP = new CheckState(true, true, false, 0, 0, false, 0, false);

    public static CheckState initial(boolean alpha) {
        return alpha ? STARTS_DOWN : STARTS_UP;
    }

    /**
     * What is left of the state when the check goes on with another checker.
     *
     * @param sameOptions whether the options are the same, so that retries and steps still mean the same
     * @param steps of the new checker
     */
    public CheckState carriedOver(boolean sameOptions, int steps) {
        return sameOptions && step < steps ? this : new CheckState(up, decided, fresh, 0, 0, false, 0, false);
    }
}
