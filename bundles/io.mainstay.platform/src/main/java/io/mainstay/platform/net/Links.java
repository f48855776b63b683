// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** The interfaces of a network; changes are made with {@link Network#apply}. Any thread. */
@ProviderType
public interface Links {

    /** All, asked from the kernel now. */
    List<Link> list() throws SystemCallException;

    /** One, asked from the kernel now. */
    Optional<Link> byName(String name) throws SystemCallException;

    /** One, asked from the kernel now. */
    Optional<Link> byIndex(int index) throws SystemCallException;

    /**
     * Tells of all that exist ({@code appeared}), then of every change, in order, on {@code executor}. After a loss of
     * messages the whole is read again and the differences are told. Returns what ends it.
     */
    Runnable listen(Executor executor, Listener listener) throws SystemCallException;

    /** What happens to interfaces. */
    interface Listener {

        void appeared(Link link);

        /** Something about it differs; compare. Not called when nothing of the record does. */
        void changed(Link before, Link after);

        void disappeared(Link last);
    }
}
