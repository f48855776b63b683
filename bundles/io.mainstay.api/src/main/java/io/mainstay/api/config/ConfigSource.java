// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place that configuration comes from. Register it as an OSGi service; the control bundle reads all sources together
 * at start, on reload, and when a source reports a change.
 */
@ConsumerType
public interface ConfigSource {

    /** Short name for logs and {@code status}, such as {@code "keepalived.conf"}. */
    String name();

    /**
     * Reads the source now. Called on one thread at a time, never on an event loop; may take as long as reading files
     * takes. A problem is a diagnostic in the fragment, not an exception; an exception refuses the whole reload and is
     * reported as a {@link DiagnosticKind#FATAL} diagnostic that names this source.
     */
    Fragment read();

    /**
     * Asks to be told when the source has changed by itself (a file was added, a remote value moved).
     *
     * @param changed cheap and thread-safe; several calls in a short time lead to one reload
     * @return ends the subscription; never null
     */
    default Subscription subscribe(Runnable changed) {
        return () -> {};
    }

    /** Ends a {@link #subscribe subscription}; idempotent. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
