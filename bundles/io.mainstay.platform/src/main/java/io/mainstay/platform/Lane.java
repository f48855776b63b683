// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** One event loop; runs tasks in order, on one thread. What is behind it is known to its provider only. */
@ProviderType
public interface Lane extends Executor, AutoCloseable {

    /** The loop's thread once it has run something; null before. For saying where a blocked loop is. */
    Thread thread();

    /** Stops the loop after the tasks it has; does not wait. A loop that is blocked ends when it is no longer. */
    @Override
    void close();
}
