// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.proxy.internal.ProxySettings.TransportChoice;
import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.BeforeAll;

/** Native epoll, spliced as early as possible. */
class SpliceTcpTest extends TcpContract {
    @BeforeAll
    static void needsEpoll() {
        assumeTrue(Epoll.isAvailable(), "native epoll is not available on this platform");
    }

    @Override
    TransportChoice transport() {
        return TransportChoice.EPOLL;
    }

    @Override
    long spliceFrom() {
        return 0;
    }
}
