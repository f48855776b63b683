// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.carp;

/** State of a CARP instance. */
public enum CarpState {
    INIT,
    BACKUP,
    MASTER,
    /** The process stops, or the configuration no longer has it. Only as the end of a transition. */
    STOP
}
