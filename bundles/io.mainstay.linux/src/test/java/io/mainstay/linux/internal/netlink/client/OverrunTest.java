// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import static io.mainstay.linux.internal.net.TwoHosts.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.linux.internal.net.TwoHosts;
import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.Routes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The monitor's thread does not run while the network changes more than its socket can hold. */
class OverrunTest {

    @Test
    void afterAnOverrunListenersKnowWhatIsThere() throws Exception {
        try (TwoHosts hosts = new TwoHosts();
                RtnetlinkClient client = new RtnetlinkClient(hosts.left);
                NetworkWatch watch = new NetworkWatch(hosts.left, client, 4096)) {
            int index = watch.links().stream()
                    .filter(link -> link.name().equals("eth0"))
                    .findFirst()
                    .orElseThrow()
                    .index();
            Set<InetAddress> known = ConcurrentHashMap.newKeySet();
            CountDownLatch release = new CountDownLatch(1);
            AtomicBoolean holding = new AtomicBoolean();
            AtomicInteger resyncs = new AtomicInteger();
            watch.listen(Runnable::run, new Addresses.Listener() {
                @Override
                public void added(InterfaceAddress address) {
                    if (address.address().getHostAddress().equals("10.201.0.1")) {
                        holding.set(true);
                        hold(release);
                    }
                    known.add(address.address());
                }

                @Override
                public void deleted(InterfaceAddress address) {
                    known.remove(address.address());
                }
            });
            watch.listen(Runnable::run, new Routes.Listener() {
                @Override
                public void added(Route route) {}

                @Override
                public void deleted(Route route) {}

                @Override
                public void resync() {
                    resyncs.incrementAndGet();
                }
            });
            int atStart = resyncs.get();
            List<Change> add = new ArrayList<>();
            List<Change> delete = new ArrayList<>();
            for (int i = 1; i <= 250; i++) {
                InterfaceAddress address = InterfaceAddress.of(index, InetAddress.getByName("10.201.0." + i), 32);
                add.add(new Change.AddAddress(address));
                if (i % 2 == 0) {
                    delete.add(new Change.DeleteAddress(address));
                }
            }
            assertThat(client.apply(add)).allMatch(ChangeResult::ok);
            await("the first address", holding::get);
            assertThat(client.apply(delete)).allMatch(ChangeResult::ok);
            release.countDown();

            Set<InetAddress> there = Set.copyOf(
                    watch.addresses().stream().map(InterfaceAddress::address).toList());
            await("the difference", () -> known.equals(there));
            assertThat(there).hasSizeGreaterThan(125);
            assertThat(watch.overruns()).isPositive();
            await("routes told to be read anew", () -> resyncs.get() > atStart);
        }
    }

    private static void hold(CountDownLatch release) {
        try {
            assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
