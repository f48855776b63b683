// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.platform.ControlThread;
import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PunctualLoop;
import java.net.InetAddress;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * What all members of this process share. The parts belong to the control thread, but the loop.
 *
 * @param network where the instances are
 * @param loop that is on time
 * @param control thread
 * @param scripts runs them
 * @param wires shared sockets
 * @param outfits makes them
 * @param host what it looks like now
 * @param virtual all addresses that come and go, of all instances
 */
record Site(
        Network network,
        PunctualLoop loop,
        ControlThread control,
        ScriptRunner scripts,
        WirePool wires,
        OutfitMaker outfits,
        Host host,
        Supplier<Collection<InetAddress>> virtual) {}
