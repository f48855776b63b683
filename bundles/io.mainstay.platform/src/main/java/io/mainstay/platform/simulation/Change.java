// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.simulation;

import io.mainstay.api.model.DesiredState;
import java.net.InetAddress;

/** What can happen to a simulated host besides packets and time. */
public sealed interface Change {

    /**
     * A link lost or got its carrier.
     *
     * @param interfaceName of the host
     * @param up its state now
     */
    record Link(String interfaceName, boolean up) implements Change {}

    /**
     * A tracked script's runs end otherwise from now on.
     *
     * @param name as configured
     * @param passes whether they succeed
     */
    record Script(String name, boolean passes) implements Change {}

    /**
     * A tracked file has another number in it.
     *
     * @param name as configured
     * @param value the first number in the file
     */
    record FileValue(String name, long value) implements Change {}

    /**
     * A tracked process began or ended.
     *
     * @param name as configured
     * @param runs whether it runs now, as often as it should
     */
    record Process(String name, boolean runs) implements Change {}

    /**
     * Somebody deleted an address that a router installed.
     *
     * @param address no longer on the host
     */
    record AddressDeleted(InetAddress address) implements Change {}

    /**
     * SIGHUP with another configuration.
     *
     * @param state what is configured from now on
     */
    record Reload(DesiredState state) implements Change {}
}
