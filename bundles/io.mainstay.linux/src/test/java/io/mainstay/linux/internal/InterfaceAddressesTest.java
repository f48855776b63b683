// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.testkit.VirtualTime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterfaceAddressesTest {
    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Set<InetAddress> host = Set.of();
    private final InterfaceAddresses addresses = new InterfaceAddresses(
            () -> {
                looks.incrementAndGet();
                return host;
            },
            time,
            Duration.ofDays(1)); // the test polls

    @AfterEach
    void stop() {
        addresses.deactivate();
    }

    @Test
    void readersShareALookUntilItIsOld() throws Exception {
        addresses.current();
        host = Set.of(InetAddress.getByName("192.0.2.1"));
        assertThat(addresses.current()).isEmpty();
        assertThat(looks).hasValue(1);

        time.advance(InterfaceAddresses.PERIOD.plus(Duration.ofNanos(1)));

        assertThat(addresses.current()).isEqualTo(host);
    }

    @Test
    void onlyDifferencesAreTold() throws Exception {
        List<Set<InetAddress>> told = new ArrayList<>();
        Runnable end = addresses.subscribe(told::add);
        host = Set.of(InetAddress.getByName("192.0.2.1"));

        addresses.poll();
        addresses.poll();
        assertThat(told).containsExactly(host);

        end.run();
        host = Set.of();
        addresses.poll();
        assertThat(told).hasSize(1);
    }

    @Test
    void thisHostHasItsLoopbackAddress() {
        InterfaceAddresses real = new InterfaceAddresses();

        assertThat(real.current()).contains(InetAddress.getLoopbackAddress());
        real.deactivate();
    }
}
