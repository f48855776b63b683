// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/** What the shell does for a machine. Effects are executed in the order in which they stand in {@link Effects}. */
public enum Effect {
    /** Send an advertisement; value: the priority in it, 0 to leave. */
    ADVERT,
    /** Drop traffic to and from the virtual addresses (no-accept). */
    FIREWALL_ON,
    FIREWALL_OFF,
    ADDRESSES_ADD,
    ADDRESSES_REMOVE,
    EXCLUDED_ADD,
    EXCLUDED_REMOVE,
    ROUTES_ADD,
    ROUTES_REMOVE,
    RULES_ADD,
    RULES_REMOVE,
    /** Send gratuitous ARPs and unsolicited NAs for all addresses; value: how many of each, paced by the shell. */
    ANNOUNCE,
    /** Install again what somebody deleted; value: {@link Owned}. */
    RESTORE,
    /** The configuration changed while MASTER: install and remove the difference, and announce what is new. */
    RECONCILE,
    /** AH: go on from the sequence number of the advertisement that was just received, or peers would take ours for a replay. */
    CONTINUE_SEQUENCE,
    /** For {@code notify_master_rx_lower_pri}; value: the peer's priority. */
    LOWER_PRIORITY_SEEN,
    /** The advertised priority is another one; value: the new one. Not told in FAULT. */
    PRIORITY_CHANGED,
    /** Transitions, with cause and deciding value, for journal, log and notification. */
    ENTER_INIT,
    ENTER_BACKUP,
    ENTER_MASTER,
    ENTER_FAULT,
    /** Transitions of a sync group; the member is -1. They stand behind those of the members, but at the start before. */
    GROUP_INIT,
    GROUP_BACKUP,
    GROUP_MASTER,
    GROUP_FAULT
}
