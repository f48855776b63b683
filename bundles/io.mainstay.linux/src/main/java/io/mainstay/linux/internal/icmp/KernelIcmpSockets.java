// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.icmp;

import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.linux.internal.libc.Sys;
import io.mainstay.platform.IcmpSockets;
import io.mainstay.platform.net.Errno;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Sockets for ICMP echo: datagram ones where {@code net.ipv4.ping_group_range} lets this process have them, which need no
 * privilege, else raw ones with CAP_NET_RAW. The C library may have to be bound first: the first call takes a fifth of a second.
 *
 * <p>Thread-safety: any thread.
 */
@Component
public final class KernelIcmpSockets implements IcmpSockets {
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_ICMPV6 = 58;

    @Activate
    public KernelIcmpSockets() {}

    @Override
    public Opened open(boolean ipv6) throws IOException {
        int domain = ipv6 ? Sys.AF_INET6 : Sys.AF_INET;
        int protocol = ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
        int flags = Sys.SOCK_NONBLOCK | Sys.SOCK_CLOEXEC;
        int datagram = Libc.C.socket(domain, Sys.SOCK_DGRAM | flags, protocol);
        if (datagram >= 0) {
            return new Opened(datagram, false);
        }
        int refused = Libc.errno();
        int raw = Libc.C.socket(domain, Sys.SOCK_RAW | flags, protocol);
        if (raw >= 0) {
            return new Opened(raw, true);
        }
        int errno = Libc.errno();
        if (errno == Errno.EPERM || errno == Errno.EACCES) {
            throw new IOException("this host permits no ICMP socket (errno " + refused + " and " + errno
                    + "): put this process's group into net.ipv4.ping_group_range, or give it CAP_NET_RAW");
        }
        throw new IOException("cannot open an ICMP socket (errno " + errno + ")");
    }
}
