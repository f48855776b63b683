// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.wire;

/** Where a connection gets kernel pipes from. Thread-safety: the loop's thread only. */
public interface Conduits {
    /** For connections that are only copied. */
    Conduits NONE = new Conduits() {
        @Override
        public Conduit take() {
            return null;
        }

        @Override
        public void giveBack(Conduit conduit) {
            throw new IllegalStateException("none was given");
        }
    };

    /** An empty pipe; null when there is none to be had. */
    Conduit take();

    /** Takes a pipe back, empty or not. */
    void giveBack(Conduit conduit);
}
