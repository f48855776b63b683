// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import org.osgi.annotation.versioning.ProviderType;

/** Makes further loops, for sockets that must not disturb the time-critical one (pings); an OSGi service. */
@ProviderType
public interface PunctualLoops {

    /**
     * Starts a loop with a thread of its own.
     *
     * @param name of the thread
     */
    Owned open(String name);

    /** A loop that its user closes; closing waits for the current turn, sockets must be closed before. */
    interface Owned extends PunctualLoop, AutoCloseable {
        @Override
        void close();
    }
}
