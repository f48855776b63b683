// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.carp;

/** State of a CARP instance. */
public enum CarpState {
    INIT,
    BACKUP,
    MASTER,
    /** Something that it needs is missing, or an operator holds it back; neither sends nor takes over. */
    FAULT,
    /** The process stops, or the configuration no longer has it. Only as the end of a transition. */
    STOP
}
