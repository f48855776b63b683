// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

/** Why and by how much an instance is less wanted as MASTER than configured: an operator's wish, and failing sends. */
final class Demotion {
    /** Failed sends in a row that demote, and good ones in a row that end it. */
    private static final int TURNING_POINT = 3;

    private int asked;
    private int failed;
    private int good;
    private boolean sendsFail;

    void ask(int by) {
        asked = by;
    }

    int asked() {
        return asked;
    }

    boolean sendsFail() {
        return sendsFail;
    }

    /** An advertisement went out, or did not. */
    void sent(boolean ok) {
        if (ok) {
            failed = 0;
            good++;
            if (good >= TURNING_POINT) {
                sendsFail = false;
            }
        } else {
            good = 0;
            failed++;
            if (failed >= TURNING_POINT) {
                sendsFail = true;
            }
        }
    }

    /** A new beginning; what was asked for stays. */
    void forgetSends() {
        failed = 0;
        good = 0;
        sendsFail = false;
    }

    private int sum() {
        return asked + (sendsFail ? CarpRules.DEMOTED_SKEW : 0);
    }

    /** What is advertised and compared. */
    int advskew(CarpRules rules) {
        if (rules.demoteCounter()) {
            return rules.advskew();
        }
        return Math.max(rules.advskew(), Math.min(CarpRules.DEMOTED_SKEW, rules.advskew() + sum()));
    }

    /** OpenBSD's counter. */
    int counter(CarpRules rules) {
        return rules.demoteCounter() ? Math.min(255, sum()) : 0;
    }
}
