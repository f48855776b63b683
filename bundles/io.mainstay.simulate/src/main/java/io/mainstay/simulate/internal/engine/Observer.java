// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import java.net.InetAddress;

/** Told what happens in a world, as it happens. */
public interface Observer {

    /** A router entered a state. */
    void entered(Host host, String router, String state, String why);

    /** Something else worth a line, of a router or, when that is empty, of the host. */
    void said(Host host, String router, String what);

    /** A host got or lost an address. */
    void held(Host host, InetAddress address, boolean held);
}
