// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.net.SystemCallException;
import io.mainstay.testkit.VirtualTime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
            (executor, changed) -> {
                throw new SystemCallException("socket", "AF_NETLINK", 97); // the test polls
            },
            time,
            Duration.ofDays(1));

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
    void netlinkSaysWhenToLookAndIsLeftWithTheLastListener() throws Exception {
        CompletableFuture<Runnable> changed = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        InterfaceAddresses watched = new InterfaceAddresses(
                () -> host,
                (executor, told) -> {
                    changed.complete(told);
                    return () -> ended.complete(null);
                },
                time,
                Duration.ofDays(1));
        BlockingQueue<Set<InetAddress>> told = new LinkedBlockingQueue<>();
        Runnable end = watched.subscribe(told::add);

        Runnable netlink = changed.get(20, TimeUnit.SECONDS);
        host = Set.of(InetAddress.getByName("192.0.2.1"));
        netlink.run();
        netlink.run();

        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(host);
        end.run();
        ended.get(20, TimeUnit.SECONDS);
        watched.deactivate();
    }

    @Test
    void thisHostHasItsLoopbackAddress() {
        InterfaceAddresses real = new InterfaceAddresses();

        assertThat(real.current()).contains(InetAddress.getLoopbackAddress());
        real.deactivate();
    }
}
