// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import java.util.concurrent.CompletionStage;

/** The side of a service that clients see: how it listens. One per service. */
public interface Front {

    /**
     * Binds and takes traffic from then on. Not called again before what it gave has been closed.
     *
     * @return what is open; completes exceptionally with the kernel's {@link java.io.IOException}
     */
    CompletionStage<Door> open();

    /** An open front. */
    interface Door {
        /** Takes no more traffic; completes when the address is free again. Sessions go on. */
        CompletionStage<Void> close();
    }
}
