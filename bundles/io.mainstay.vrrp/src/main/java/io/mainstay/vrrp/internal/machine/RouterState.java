// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/** State of an instance (RFC 9568 section 6.4, which says Active for MASTER), or of a sync group. */
public enum RouterState {
    /** Not started, or waiting for the start delay or for the first results of its trackers. */
    INIT,
    BACKUP,
    MASTER,
    /** Something that it needs is missing; see {@link FaultReason}. It neither sends nor takes over. */
    FAULT
}
