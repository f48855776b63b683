// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.LoopTimer;
import io.mainstay.platform.net.NewLink;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.RawSocketSpec;
import io.mainstay.testkit.VirtualTime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeNetworkTest {
    private final VirtualTime time = new VirtualTime();
    private final FakePunctualLoop loop = new FakePunctualLoop(time);
    private final FakeNetwork network = new FakeNetwork();

    @Test
    void changesEndAsTheKernelsDo() throws Exception {
        network.links().ethernet(2, "eth0");
        InterfaceAddress address = InterfaceAddress.of(2, InetAddress.getByName("10.0.0.1"), 24);

        PreparedChange change = network.prepare(List.of(
                new Change.AddAddress(address),
                new Change.AddAddress(address),
                new Change.AddAddress(InterfaceAddress.of(9, address.address(), 24)),
                new Change.DeleteAddress(address),
                new Change.DeleteAddress(address)));

        assertThat(change.apply()).isEqualTo(3);
        assertThat(List.of(change.errno(1), change.errno(2), change.errno(4)))
                .containsExactly(Errno.EEXIST, Errno.ENODEV, Errno.EADDRNOTAVAIL);
    }

    @Test
    void listenersAreToldWhatIsThereAndWhatChanges() throws Exception {
        List<String> told = new ArrayList<>();
        network.links().ethernet(2, "eth0");
        InterfaceAddress address = InterfaceAddress.of(2, InetAddress.getByName("10.0.0.1"), 24);
        network.addresses().add(address);
        network.addresses().listen(loop, new Addresses.Listener() {
            @Override
            public void added(InterfaceAddress added) {
                told.add("+" + added);
            }

            @Override
            public void deleted(InterfaceAddress deleted) {
                told.add("-" + deleted);
            }
        });

        network.remove(2);
        time.advance(Duration.ZERO);

        assertThat(told).containsExactly("+" + address, "-" + address);
    }

    @Test
    void aMacvlanAppearsDownAndComesUp() {
        network.links().ethernet(2, "eth0");

        network.apply(List.of(
                new Change.AddLink(new NewLink.Macvlan("vrrp.7", 2, NewLink.Mode.PRIVATE, null)),
                new Change.SetUp(3, true)));

        assertThat(network.links().byName("vrrp.7")).hasValueSatisfying(link -> {
            assertThat(link.parent()).isEqualTo(2);
            assertThat(link.running()).isTrue();
        });
    }

    @Test
    void afterAStallPacketsComeBeforeTimers() throws Exception {
        List<String> order = new ArrayList<>();
        network.open(loop, RawSocketSpec.vrrp(false, 2), (packet, now) -> order.add("packet"));
        LoopTimer timer = loop.timer(now -> order.add("timer"));
        timer.arm(time.nanoTime() + 1_000);

        loop.stall();
        time.advance(Duration.ofSeconds(1));
        network.opened().get(0).receive(new byte[20], InetAddress.getByName("10.0.0.2"), null, 255);
        loop.resume();

        assertThat(order).containsExactly("packet", "timer");
    }

    @Test
    void aTimerArmedAnewFiresOnceAtTheNewDeadline() {
        List<Long> fired = new ArrayList<>();
        long start = time.nanoTime();
        LoopTimer timer = loop.timer(now -> fired.add(now - start));
        timer.arm(start + 100);
        timer.arm(start + 200);

        time.advance(Duration.ofSeconds(1));

        assertThat(fired).containsExactly(200L);
        assertThat(timer.isArmed()).isFalse();
    }
}
