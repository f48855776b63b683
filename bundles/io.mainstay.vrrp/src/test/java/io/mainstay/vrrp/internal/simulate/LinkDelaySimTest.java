// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import static io.mainstay.vrrp.internal.simulate.Instances.v3;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.vrrp.LinkDelay;
import io.mainstay.api.model.vrrp.Linkbeat;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpGlobals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code interface_up_down_delays}: what does not last does not count. */
class LinkDelaySimTest {
    private final SimLan lan = new SimLan(1);
    private final SimNode a = lan.add("a", delayed());

    private static VrrpConfiguration delayed() {
        LinkDelay delay = new LinkDelay("eth0", Duration.ofSeconds(2), Duration.ofSeconds(3));
        return new VrrpConfiguration(
                VrrpGlobals.DEFAULT,
                List.of(v3(150).build()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                VirtualObjects.NONE,
                List.of(),
                List.of(delay),
                Linkbeat.NONE);
    }

    private void run(double seconds) {
        lan.run(Duration.ofMillis((long) (seconds * 1000)));
    }

    @Test
    void aShortInterruptionIsNotNoticed() {
        a.start();
        run(10);
        a.link("eth0", false);
        run(1.9);
        a.link("eth0", true);
        run(10);

        assertThat(lan.transcript()).doesNotContain("FAULT");
    }

    @Test
    void aLongOneIsAFaultFromTheDelayOn() {
        a.start();
        run(10);
        a.link("eth0", false);
        run(10);
        a.link("eth0", true);
        run(10);

        assertThat(lan.transcript())
                .contains(" 12.000000 a  VI_1 FAULT: the interface is down")
                .contains(" 23.000000 a  VI_1 BACKUP: no fault any more");
    }

    @Test
    void aLinkThatIsDownAtTheStartComesUpAfterTheDelay() {
        a.link("eth0", false);
        a.start();
        run(10);
        a.link("eth0", true);
        run(10);

        assertThat(lan.transcript())
                .contains("  0.000000 a  VI_1 FAULT: the interface is down")
                .contains(" 13.000000 a  VI_1 BACKUP: no fault any more");
    }

    @Test
    void aLinkThatIsUpAlreadyStaysUp() {
        a.start();
        run(10);
        a.link("eth0", true);
        run(10);

        assertThat(lan.transcript()).doesNotContain("FAULT");
    }
}
