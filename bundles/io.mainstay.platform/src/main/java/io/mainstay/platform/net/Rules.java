// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.List;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** The routing policy of a network; changes are made with {@link Network#apply} and {@link Network#prepare}. Any thread. */
@ProviderType
public interface Rules {

    /** All of both families, asked from the kernel now. */
    List<Rule> list() throws SystemCallException;

    /** Tells of changes only, in order, on {@code executor}. Returns what ends it. */
    Runnable listen(Executor executor, Listener listener) throws SystemCallException;

    /** What happens to rules. */
    interface Listener {

        void added(Rule rule);

        void deleted(Rule rule);

        /** Messages were lost: ask {@link #list}. */
        void resync();
    }
}
