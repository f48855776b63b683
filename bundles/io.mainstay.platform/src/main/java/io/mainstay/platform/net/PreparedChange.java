// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes written down in advance. Can be applied as often as wanted; one thread at a time. Applying allocates nothing and
 * takes the kernel's own time only (some 10 microseconds per address); the answers are there when it returns.
 */
@ProviderType
public interface PreparedChange {

    /** Carries out all, in order. Returns how many failed. */
    int apply();

    /** Number of changes. */
    int size();

    /** How change {@code index} ended the last time; 0 for success. */
    int errno(int index);

    /** The same in full; allocates. */
    ChangeResult result(int index);
}
