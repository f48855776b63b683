// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

/** Something with a file descriptor that the loop watches. */
@FunctionalInterface
public interface Readable {

    /**
     * The descriptor can be read: read it empty.
     *
     * @param now of the turn
     * @return how many packets were handed over
     */
    int readable(long now);
}
