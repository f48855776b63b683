// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

import org.osgi.annotation.versioning.ProviderType;

/** Gives out event loops for non-blocking checkers; an OSGi service of the check support. */
@ProviderType
public interface Lanes {

    /**
     * Starts an event loop with a thread of its own.
     *
     * @param name for the thread, such as {@code "check-TCP_CHECK"}
     */
    Lane open(String name);
}
