// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.List;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** The routes of a network; changes are made with {@link Network#apply} and {@link Network#prepare}. Any thread. */
@ProviderType
public interface Routes {

    /** All of both families and all tables but the kernel's cache, asked from the kernel now. */
    List<Route> list() throws SystemCallException;

    /**
     * Tells of changes only, in order, on {@code executor}: there may be very many routes. {@code resync} is told when
     * messages were lost: ask {@link #list}. Returns what ends it.
     *
     * <p>The kernel does not tell of routes that go with an interface that goes down (IPv4): watch the links too.
     */
    Runnable listen(Executor executor, Listener listener) throws SystemCallException;

    /** What happens to routes. */
    interface Listener {

        /** Added, or replaced an equal one. */
        void added(Route route);

        void deleted(Route route);

        /** Messages were lost. */
        void resync();
    }
}
