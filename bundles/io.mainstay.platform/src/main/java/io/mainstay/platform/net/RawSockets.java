// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens raw sockets. The process's own network is an OSGi service when there is CAP_NET_RAW; others come from
 * {@link Network#rawSockets}. Any thread.
 */
@ProviderType
public interface RawSockets {

    /**
     * Opens a socket whose packets go to {@code handler} on {@code loop}. One socket may serve any number of instances.
     *
     * @param handler never called when {@code spec} only sends
     */
    RawSocket open(PunctualLoop loop, RawSocketSpec spec, PacketHandler handler) throws SystemCallException;
}
