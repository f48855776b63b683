// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

/** State of a virtual router's participant, or of a sync group. */
public enum RouterState {
    /** Not started: waits for the start delay or for the first results of its trackers. */
    INIT,
    BACKUP,
    /** Holds the addresses (RFC 9568 says Active). */
    MASTER,
    /** Something that it needs is missing; neither sends nor takes over. */
    FAULT,
    /** The process stops. Only as the end of a transition. */
    STOP,
    /** The configuration no longer has it. Only as the end of a transition. */
    DELETED
}
