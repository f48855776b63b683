// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import static io.mainstay.vrrp.internal.shell.VrrpSetup.ETH0;
import static io.mainstay.vrrp.internal.shell.VrrpSetup.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.vrrp.TrackGroup;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.InterfaceAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticsTest {
    private static final String STATIC = "10.0.0.50";

    @TempDir
    Path folder;

    private VrrpSetup setup;

    @BeforeEach
    void set() {
        setup = new VrrpSetup(folder, false);
    }

    private static VrrpConfiguration configuration() {
        VrrpConfiguration from = VrrpSetup.configuration(VrrpSetup.instance("ONE", 51, 100, "10.0.0.100"));
        VirtualAddress address = new VirtualAddress(
                address(STATIC),
                24,
                Optional.of("eth0"),
                Optional.empty(),
                Optional.empty(),
                VirtualAddress.GLOBAL,
                Optional.empty(),
                VirtualAddress.Flags.NONE,
                OptionalLong.empty(),
                true,
                Optional.of("G"),
                false);
        return new VrrpConfiguration(
                from.globals(),
                from.instances(),
                from.syncGroups(),
                from.scripts(),
                from.trackFiles(),
                from.trackProcesses(),
                List.of(new TrackGroup("G", List.of("ONE"))),
                new VirtualObjects(List.of(address), List.of(), List.of(), List.of()),
                from.garpGroups(),
                from.linkDelays(),
                from.linkbeat());
    }

    @Test
    void isInstalledAtTheStartAndGivenBackAtTheStop() {
        setup.load(configuration());
        assertThat(setup.holds(STATIC)).isTrue();
        setup.engine.stop();
        assertThat(setup.holds(STATIC)).isFalse();
    }

    @Test
    void whatWasThereBeforeStays() {
        setup.network.addresses().add(InterfaceAddress.of(ETH0, address(STATIC), 24));
        setup.load(configuration());
        setup.engine.stop();
        assertThat(setup.holds(STATIC)).isTrue();
    }

    @Test
    void isPutBackWhenSomebodyDeletesIt() {
        setup.load(configuration());
        setup.network.addresses().delete(InterfaceAddress.of(ETH0, address(STATIC), 24));
        setup.passSeconds(0);
        assertThat(setup.holds(STATIC)).isTrue();
    }

    @Test
    void whatCannotBePutBackIsAFaultOfItsTrackGroup() {
        setup.load(configuration());
        setup.passSeconds(3.7);
        setup.network.fail(
                change -> change instanceof Change.AddAddress add
                        && add.address().address().equals(address(STATIC)),
                Errno.EPERM);
        setup.network.addresses().delete(InterfaceAddress.of(ETH0, address(STATIC), 24));
        setup.passSeconds(0);
        assertThat(setup.front.routers().get(0).state()).isEqualTo("FAULT");
        assertThat(setup.front.routers().get(0).cause()).contains("static objects are missing", STATIC);
    }

    @Test
    void reloadWithoutItTakesItAway() {
        setup.load(configuration());
        setup.load(VrrpSetup.configuration(VrrpSetup.instance("ONE", 51, 100, "10.0.0.100")));
        assertThat(setup.holds(STATIC)).isFalse();
    }
}
