// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

/** State of an instance. */
public enum HostState {
    /** Not started, or stopped. */
    INIT,
    BACKUP,
    MASTER,
    /** Something that it needs is missing, or an operator holds it back; see {@link FaultReason}. It neither sends nor listens. */
    FAULT
}
