// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.ServiceKey;
import io.mainstay.proxy.internal.ProxySettings.TransportChoice;
import org.junit.jupiter.api.Test;

class NioTcpTest extends TcpContract {
    @Override
    TransportChoice transport() {
        return TransportChoice.NIO;
    }

    @Override
    long spliceFrom() {
        return Long.MAX_VALUE;
    }

    @Test
    void anAddressThatIsNotHereIsTriedAgain() throws Exception {
        ServiceKey.Address key = Rig.tcp("192.0.2.1", 0);
        rig().service(key).to(Peers.closedPort(), 1).apply();
        assertThat(rig().status(key).active()).isFalse();
        assertThat(rig().status(key).problem()).startsWith("the address is not on this host");
    }
}
