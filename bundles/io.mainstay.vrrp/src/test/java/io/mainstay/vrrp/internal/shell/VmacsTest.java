// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import static io.mainstay.vrrp.internal.shell.VrrpSetup.ETH0;
import static io.mainstay.vrrp.internal.shell.VrrpSetup.address;
import static io.mainstay.vrrp.internal.shell.VrrpSetup.configuration;
import static io.mainstay.vrrp.internal.shell.VrrpSetup.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.NewLink;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VmacsTest {
    private static final String VIP = "10.0.0.100";
    private static final VrrpInstance ONE = VrrpSetup.vmac(instance("ONE", 51, 100, VIP), "vrrp.51");

    @TempDir
    Path folder;

    private VrrpSetup setup;

    @BeforeEach
    void set() {
        setup = new VrrpSetup(folder, false);
    }

    private Link vmac() {
        return setup.network.links().byName("vrrp.51").orElse(null);
    }

    private void load() {
        assertThat(setup.load(configuration(ONE))).isEmpty();
        setup.passSeconds(3.7);
    }

    @Test
    void macvlanIsMadeAndTheAddressPutOnIt() {
        load();
        assertThat(vmac().mac()).isEqualTo(MacAddress.of("00:00:5e:00:01:33"));
        assertThat(vmac().parent()).isEqualTo(ETH0);
        assertThat(vmac().adminUp()).isTrue();
        assertThat(setup.network.addresses().list())
                .anyMatch(a -> a.address().equals(address(VIP)) && a.ifIndex() == vmac().index());
        assertThat(setup.socket().spec().ifIndex()).isEqualTo(vmac().index());
    }

    @Test
    void stopTakesTheMacvlanAndItsSettingsAway() {
        setup.network.sysctls().put("ipv4/conf/eth0/arp_ignore", "0").put("ipv4/conf/eth0/arp_filter", "0");
        setup.network.sysctls().put("ipv4/conf/all/rp_filter", "1").put("ipv4/conf/eth0/rp_filter", "0");
        load();
        assertThat(setup.network.sysctls().read("ipv4/conf/eth0/arp_ignore")).contains("1");
        assertThat(setup.network.sysctls().read("ipv4/conf/all/rp_filter")).contains("0");
        assertThat(setup.network.sysctls().read("ipv4/conf/eth0/rp_filter")).contains("1");
        setup.engine.stop();
        assertThat(vmac()).isNull();
        assertThat(setup.network.sysctls().read("ipv4/conf/eth0/arp_ignore")).contains("0");
        assertThat(setup.network.sysctls().read("ipv4/conf/all/rp_filter")).contains("1");
        assertThat(setup.network.sysctls().read("ipv4/conf/eth0/rp_filter")).contains("0");
    }

    @Test
    void macvlanThatIsThereIsAdoptedAndItsMacPutRight() throws Exception {
        setup.network.change(new Change.AddLink(
                new NewLink.Macvlan("vrrp.51", ETH0, NewLink.Mode.PRIVATE, MacAddress.of("02:00:00:00:00:99"))));
        int index = vmac().index();
        load();
        assertThat(vmac().index()).isEqualTo(index);
        assertThat(vmac().mac()).isEqualTo(MacAddress.of("00:00:5e:00:01:33"));
    }

    @Test
    void macvlanOnAnotherInterfaceIsMadeAnew() throws Exception {
        setup.network.links().ethernet(3, "eth1");
        setup.network.change(new Change.AddLink(
                new NewLink.Macvlan("vrrp.51", 3, NewLink.Mode.PRIVATE, MacAddress.of("00:00:5e:00:01:33"))));
        load();
        assertThat(vmac().parent()).isEqualTo(ETH0);
    }

    @Test
    void reloadWithoutItRemovesTheMacvlan() {
        load();
        setup.load(configuration(instance("ONE", 51, 100, VIP)));
        assertThat(vmac()).isNull();
        setup.passSeconds(3.7);
        assertThat(setup.holds(VIP)).isTrue();
    }

    @Test
    void interfaceBelowThatComesLaterGetsItsMacvlan() {
        setup.network.remove(ETH0);
        assertThat(setup.load(configuration(ONE))).isEmpty();
        setup.passSeconds(1);
        assertThat(vmac()).isNull();
        setup.network.links().ethernet(9, "eth0");
        setup.network.addresses().add(InterfaceAddress.of(9, address("10.0.0.1"), 24));
        setup.passSeconds(4);
        assertThat(vmac().parent()).isEqualTo(9);
        assertThat(setup.holds(VIP)).isTrue();
        setup.load(VrrpConfiguration.EMPTY);
        assertThat(vmac()).isNull();
        assertThat(setup.holds(VIP)).isFalse();
    }
}
