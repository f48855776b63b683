// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

/** A connection or a flow that a destination serves. Thread-safety: its loop's thread only. */
public interface Session {

    /** Ends it at once. */
    void abort();
}
