// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Opens sockets for ICMP echo, which Java cannot; an OSGi service. Thread-safety: any thread; never blocks. */
@ProviderType
public interface IcmpSockets {

    /**
     * A new socket, non-blocking and closed on exec, which is neither bound nor connected.
     *
     * @throws IOException this process may not; the message says what would help
     */
    Opened open(boolean ipv6) throws IOException;

    /**
     * An open socket.
     *
     * @param descriptor the caller's, who closes it
     * @param raw whether it is a raw socket: it sees the replies to everybody's requests, behind an IP header with IPv4, and
     *     the identifier of its requests is the caller's choice; otherwise the kernel chooses it and sorts the replies
     */
    record Opened(int descriptor, boolean raw) {}
}
