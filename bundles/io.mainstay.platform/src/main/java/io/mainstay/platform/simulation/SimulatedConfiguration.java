// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.simulation;

import io.mainstay.platform.ConfigInterpreter.Interpretation;

/**
 * Reads configuration files of other hosts: nothing of this machine is asked, so that scripts and accounts that exist only
 * there are no errors here. An OSGi service of the configuration bundle. Thread-safety: stateless.
 */
public interface SimulatedConfiguration {

    /**
     * Reads and interprets what such a file says of virtual routers; virtual servers are left out.
     *
     * @param file path of a keepalived.conf
     * @param host what {@code @id} lines are compared with
     */
    Interpretation read(String file, String host);
}
