// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.console;

import java.io.PrintStream;

/** What a connected client runs its requests in. One request at a time, not always on the same thread. */
public interface Session extends AutoCloseable {

    /** Runs a request and returns its exit code. The thread is interrupted when the client gives up. */
    int run(Frame.Request request);

    @Override
    void close();

    /** Opens sessions. Any thread. */
    @FunctionalInterface
    interface Factory {
        Session open(PrintStream out, PrintStream err);
    }
}
