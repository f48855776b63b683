// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.linux.internal.loop.EpollLoop;
import io.mainstay.linux.internal.net.TwoHosts;
import io.mainstay.linux.internal.packet.LinuxRawSockets;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.Firewall.Blocked;
import io.mainstay.platform.net.RawSocket;
import io.mainstay.platform.net.RawSocketSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel's nftables, with a connection attempt as the judge. */
class NftFirewallTest {
    private TwoHosts hosts;
    private NftFirewall firewall;
    private Firewall.Table table;
    private int rightIndex;

    @BeforeEach
    void start() throws Exception {
        hosts = new TwoHosts();
        firewall = new NftFirewall(hosts.left);
        String unavailable = firewall.unavailable();
        assumeTrue(unavailable.isEmpty(), "SKIPPED: " + unavailable);
        table = firewall.table("mainstay", -1, true);
        rightIndex = index(hosts.rightName);
    }

    @AfterEach
    void stop() throws Exception {
        if (firewall != null) {
            firewall.close();
        }
        if (hosts != null) {
            hosts.close();
        }
    }

    /** Whether a host answers at all: nothing listens, so the answer is a refusal. */
    private boolean answers(String address, int waitMillis) throws Exception {
        InetAddress to = address.startsWith("fe80")
                ? Inet6Address.getByAddress(null, InetAddress.getByName(address).getAddress(), rightIndex)
                : InetAddress.getByName(address);
        return hosts.right.call(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(to, 9), waitMillis);
                return true;
            } catch (ConnectException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private void assertAnswers(String address) throws Exception {
        assertThat(answers(address, 20_000)).as(address).isTrue();
    }

    private void assertSilent(String address) throws Exception {
        assertThat(answers(address, 200)).as(address).isFalse();
    }

    private static int index(String namespace) throws Exception {
        return Integer.parseInt(TwoHosts.run("ip", "netns", "exec", namespace, "cat", "/sys/class/net/eth0/ifindex")
                .strip());
    }

    private static Blocked blocked(String address) throws Exception {
        return new Blocked(InetAddress.getByName(address), 0);
    }

    @Test
    void whatIsBlockedDoesNotAnswerAndWhatIsUnblockedDoes() throws Exception {
        hosts.ip("addr", "add", "10.99.0.50/24", "dev", "eth0");
        hosts.ip("addr", "add", "fd99::50/64", "dev", "eth0", "nodad");
        assertAnswers("10.99.0.50");
        assertAnswers("fd99::50");
        List<Blocked> vips = List.of(blocked("10.99.0.50"), blocked("fd99::50"));

        assertThat(table.prepareBlock(vips, true).apply()).isZero();
        assertThat(table.prepareBlock(vips, true).apply()).as("again").isZero();
        assertSilent("10.99.0.50");
        assertSilent("fd99::50");
        assertAnswers("10.99.0.1");
        assertAnswers("fd99::1");

        assertThat(table.prepareBlock(vips, false).apply()).isZero();
        assertThat(table.prepareBlock(vips, false).apply()).as("again").isZero();
        assertAnswers("10.99.0.50");
        assertAnswers("fd99::50");
    }

    @Test
    void neighbourDiscoveryGoesOnForBlockedAddresses() throws Exception {
        hosts.ip("addr", "add", "fd99::51/64", "dev", "eth0", "nodad");
        assertThat(table.prepareBlock(List.of(blocked("fd99::51")), true).apply())
                .isZero();
        assertSilent("fd99::51");
        assertThat(TwoHosts.run("ip", "-n", hosts.rightName, "neigh", "show", "fd99::51"))
                .contains("lladdr");
    }

    @Test
    void linkLocalAddressesAreBlockedOnTheirInterfaceOnly() throws Exception {
        hosts.ip("addr", "add", "fe80::50/64", "dev", "eth0", "nodad");
        Blocked here = new Blocked(InetAddress.getByName("fe80::50"), index(hosts.leftName));
        Blocked elsewhere = new Blocked(here.address(), here.ifIndex() + 1);
        assertThat(table.prepareBlock(List.of(elsewhere), true).apply()).isZero();
        assertAnswers("fe80::50");
        assertThat(table.prepareBlock(List.of(here), true).apply()).isZero();
        assertSilent("fe80::50");
    }

    @Test
    void aSilencedInterfaceSendsNoReports() throws Exception {
        int index = index(hosts.leftName);
        EpollLoop loop = new EpollLoop("test-loop");
        RawSocketSpec igmp = RawSocketSpec.vrrp(false, index).withProtocol(2).sendOnly();
        RawSocket socket = new LinuxRawSockets(hosts.left).open(loop, igmp, null);
        RawSocket.Target routers = socket.target(InetAddress.getByName("224.0.0.22"), null, 0);
        Callable<Integer> report = () -> socket.send(routers, new byte[8], 0, 8);

        assertThat(report.call()).isZero();
        table.silence(index, true);
        assertThat(report.call()).isEqualTo(Errno.EPERM);
        table.silence(index + 1, false);
        assertThat(report.call()).isEqualTo(Errno.EPERM);
        table.silence(index, false);
        assertThat(report.call()).isZero();
        socket.close();
        loop.close();
    }

    @Test
    void aLeftOverTableIsEmptiedAndClosingRemovesAll() throws Exception {
        assertThat(table.prepareBlock(List.of(blocked("10.99.0.1")), true).apply())
                .isZero();
        assertSilent("10.99.0.1");
        Firewall.Table again = firewall.table("mainstay", -1, false);
        assertAnswers("10.99.0.1");
        again.silence(1, true);
        again.silence(1, false);
        assertThat(again.prepareBlock(List.of(blocked("10.99.0.1")), true).apply())
                .isZero();
        again.close();
        assertAnswers("10.99.0.1");
        assertThat(table.prepareBlock(List.of(blocked("10.99.0.1")), true).apply())
                .as("the table is gone")
                .isEqualTo(Errno.ENOENT);
    }
}
