// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

/** What came of choosing a destination: one, or why there is none. */
public sealed interface Choice permits Backend, Choice.Refusal {

    /** Why a connection is refused. */
    enum Refusal implements Choice {
        NO_DESTINATION("no destination has a weight"),
        NONE_USABLE("no destination takes more connections now: all are above their threshold or cannot be connected"),
        DESCRIPTORS(
                "all file descriptors for connections are taken; raise the limit (LimitNOFILE= of the unit, ulimit -n)"),
        LIMIT("the service's connection limit is reached");

        private final String text;

        Refusal(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
