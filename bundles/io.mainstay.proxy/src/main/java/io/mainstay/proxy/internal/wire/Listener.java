// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

import io.mainstay.api.model.Endpoint;
import io.mainstay.proxy.internal.schedule.Client;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** A listening TCP socket that all loops accept from: whichever is idle takes the next connection, and keeps it. */
public interface Listener {

    /** Given each connection, on the thread of the loop that is to own it. */
    interface Acceptor {
        void accepted(ProxyLoop loop, Wire wire, Client client);

        /** Accepting failed, for lack of descriptors or memory; it is tried again after a pause. Any loop's thread. */
        void troubled(IOException cause);
    }

    /** The address, with the port that the kernel chose when none was given. */
    Endpoint local();

    /** Starts accepting on all loops. */
    void start(Iterable<ProxyLoop> loops, Acceptor acceptor);

    /** Stops listening; completes when the port is free again. */
    CompletionStage<Void> close();
}
