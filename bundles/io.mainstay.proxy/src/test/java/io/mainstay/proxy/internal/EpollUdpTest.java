// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.api.model.ServiceKey;
import io.mainstay.proxy.internal.ProxySettings.TransportChoice;
import io.mainstay.proxy.internal.udp.UdpFront;
import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpollUdpTest extends UdpContract {
    @BeforeAll
    static void needsEpoll() {
        assumeTrue(Epoll.isAvailable(), "native epoll is not available on this platform");
    }

    @Override
    TransportChoice transport() {
        return TransportChoice.EPOLL;
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
    void anAddressThatIsNotHereYetIsBoundAllTheSame(String address) throws Exception {
        try (Rig rig = new Rig(transport(), 0, UdpFront.Settings.DEFAULT)) {
            ServiceKey.Address key = Rig.udp(address, 0);
            rig.service(key).to(Peers.closedPort(), 1).apply();
            assertThat(rig.status(key).active()).isTrue();
        }
    }
}
