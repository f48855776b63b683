// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

/** How far a line has come; what a time-out is blamed on. */
enum Stage {
    CONNECTING("connecting"),
    HANDSHAKE("the TLS handshake"),
    WAITING("waiting for the answer"),
    READING("waiting for the rest of the answer"),
    DONE("nothing");

    final String text;

    Stage(String text) {
        this.text = text;
    }
}
