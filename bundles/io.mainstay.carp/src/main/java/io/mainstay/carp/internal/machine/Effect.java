// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

/** What the shell does for a machine. Effects are executed in the order in which they stand in {@link Effects}. */
public enum Effect {
    /** Send an advertisement with the configured advbase; value: see {@link #advert}. */
    ADVERT,
    /** Send an advertisement with advbase and advskew 255, which tells every peer to take over. */
    BOW_OUT,
    ADDRESSES_ADD,
    ADDRESSES_REMOVE,
    /** Send a gratuitous ARP or an unsolicited NA for each address. */
    ANNOUNCE,
    /** Install again what somebody deleted. */
    RESTORE,
    /** The configuration changed while MASTER: install and remove the difference, and announce what is new. */
    RECONCILE,
    SCRIPT_UP,
    SCRIPT_DOWN,
    /** A master that is not preferred advertises; ours stays and has announced again. Value: its interval in 1/256 s. */
    RIVAL_SEEN,
    /** The advertised skew is another one; value: the new one. */
    ADVSKEW_CHANGED,
    /** Transitions, with cause and deciding value, for journal and log. */
    ENTER_INIT,
    ENTER_BACKUP,
    ENTER_MASTER,
    ENTER_FAULT;

    /** The value of {@link #ADVERT}. */
    static long advert(int advskew, int demotion) {
        return (long) demotion << 8 | advskew;
    }

    /** The advskew in the value of {@link #ADVERT}. */
    public static int advskew(long value) {
        return (int) value & 0xff;
    }

    /** OpenBSD's demote counter in the value of {@link #ADVERT}. */
    public static int demotion(long value) {
        return (int) (value >>> 8);
    }

    static Effect enter(HostState state) {
        return switch (state) {
            case INIT -> ENTER_INIT;
            case BACKUP -> ENTER_BACKUP;
            case MASTER -> ENTER_MASTER;
            case FAULT -> ENTER_FAULT;
        };
    }
}
