// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.List;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** The addresses of a network's interfaces; changes are made with {@link Network#apply} and {@link Network#prepare}. */
@ProviderType
public interface Addresses {

    /** All of both families, asked from the kernel now. */
    List<InterfaceAddress> list() throws SystemCallException;

    /**
     * Tells of all that exist, then of every change, in order, on {@code executor}. After a loss of messages the whole is
     * read again and the differences are told. Our own changes are told too. Returns what ends it.
     */
    Runnable listen(Executor executor, Listener listener) throws SystemCallException;

    /** What happens to addresses. An address is the same as long as interface, address, prefix and peer are. */
    interface Listener {

        void added(InterfaceAddress address);

        /** Flags (tentative no longer), lifetimes or label differ. Lifetimes that merely run down are not told. */
        default void changed(InterfaceAddress before, InterfaceAddress after) {}

        void deleted(InterfaceAddress address);
    }
}
