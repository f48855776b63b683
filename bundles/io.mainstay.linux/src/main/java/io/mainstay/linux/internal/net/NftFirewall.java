// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.SystemCallException;

/** nftables. Thread-safety: any thread. */
final class NftFirewall implements Firewall {

    NftFirewall(Namespace namespace) {}

    @Override
    public String unavailable() {
        return "this version of Mainstay does not speak to nftables yet";
    }

    @Override
    public Table table(String name, int priority, boolean counters) throws SystemCallException {
        throw new SystemCallException("nftables", name, Errno.EOPNOTSUPP);
    }
}
