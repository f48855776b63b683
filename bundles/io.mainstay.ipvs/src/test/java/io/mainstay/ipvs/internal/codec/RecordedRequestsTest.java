// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.ipvs.internal.table.KernelDestination;
import io.mainstay.ipvs.internal.table.KernelService;
import io.mainstay.ipvs.internal.table.SyncDaemon;
import io.mainstay.ipvs.internal.table.Timeouts;
import io.mainstay.ipvs.internal.table.Tunnel;
import io.mainstay.platform.netlink.Attributes;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our requests are the bytes that ipvsadm sent for the same thing, and the kernel accepted. */
@EnabledIf("sameByteOrder")
class RecordedRequestsTest {
    private static final ServiceKey WEB = tcp("192.0.2.1", 80);
    private static final int HOST = KernelService.IPV4_HOST_MASK;

    static boolean sameByteOrder() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    static Stream<Arguments> services() {
        return Stream.of(
                service("-A -t 192.0.2.1:80 -s wrr", WEB, "wrr", 0, 0, HOST, ""),
                service("-A -t [2001:db8::1]:443", tcp("2001:db8::1", 443), "sh", 0x18, 0, 128, ""),
                service("-A -u 192.0.2.1:53", udp("192.0.2.1", 53), "rr", KernelService.ONE_PACKET, 0, HOST, ""),
                service("-A -u 192.0.2.2:5060", udp("192.0.2.2", 5060), "rr", 1, 600, 0xffffff00, "sip"),
                service("-A -f 7", new ServiceKey.Fwmark(7, false), "mh", 0x19, 90, HOST, ""),
                service("-A -f 8", new ServiceKey.Fwmark(8, true), "lc", 1, 300, 64, ""),
                service(
                        "--add-service --sctp-service",
                        new ServiceKey.Address(Protocol.SCTP, endpoint("192.0.2.3", 5000)),
                        "rr",
                        0,
                        0,
                        HOST,
                        ""),
                service("-E -t 192.0.2.1:80", WEB, "wlc", 0x38, 0, HOST, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void services(String call, KernelService service) {
        Recording.Message recorded = Recording.of(call).request();

        assertThat(Requests.service(service)).isEqualTo(recorded.attributes());
        assertThat(Answers.serviceKey(recorded.read()).optional()).contains(service.key());
    }

    static Stream<Arguments> destinations() {
        return Stream.of(
                destination("-r 10.0.0.1:8080 -m -w 5", "10.0.0.1", 8080, 0, 5, 100, 50, Tunnel.PLAIN),
                destination("-r 10.0.0.2:80 -g -w 0", "10.0.0.2", 80, 3, 0, 0, 0, Tunnel.PLAIN),
                destination("-r 10.0.0.3:80 -i -w 1", "10.0.0.3", 80, 2, 1, 0, 0, Tunnel.PLAIN),
                destination("-r 10.0.0.4:80 -i", "10.0.0.4", 80, 2, Integer.MAX_VALUE, 0, 0, new Tunnel(1, 6080, 1)),
                destination("-r 10.0.0.5:80 -i", "10.0.0.5", 80, 2, 2, 0, 0, new Tunnel(1, 6081, 2)),
                destination("-r 10.0.0.6:80 -i", "10.0.0.6", 80, 2, 2, 0, 0, new Tunnel(2, 0, 1)),
                destination("-r [2001:db8::9]:80 -i", "2001:db8::9", 80, 2, 3, 0, 0, Tunnel.PLAIN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("destinations")
    void destinations(String call, KernelDestination destination) {
        Recording.Message recorded = Recording.of("-a -t 192.0.2.1:80 " + call).request();

        byte[] ours = Requests.destination(WEB, destination);

        // ipvsadm describes the service in full; the kernel needs its key only.
        assertThat(new Attributes(ours, 0, ours.length).bytes(2))
                .isEqualTo(recorded.read().bytes(2));
        assertThat(Answers.serviceKey(new Attributes(ours, 0, ours.length)).optional())
                .contains(WEB);
        byte[] key = new Attributes(ours, 0, ours.length).bytes(1);
        assertThat(Arrays.copyOf(recorded.read().bytes(1), key.length)).isEqualTo(key);
        assertThat(Answers.destination(recorded.read(), WEB)
                        .optional()
                        .orElseThrow()
                        .destination())
                .isEqualTo(destination);
    }

    @Test
    void daemons() {
        SyncDaemon master =
                new SyncDaemon(SyncDaemon.Role.MASTER, "eth0", 5, 1400, Optional.of(address("224.0.0.82")), 8849, 3);
        SyncDaemon backup =
                new SyncDaemon(SyncDaemon.Role.BACKUP, "eth0", 5, 0, Optional.of(address("ff02::81")), 0, 0);

        assertThat(Requests.daemon(master))
                .isEqualTo(Recording.of("--start-daemon master").request().attributes());
        assertThat(Requests.daemon(backup))
                .isEqualTo(Recording.of("--start-daemon backup").request().attributes());
    }

    @Test
    void timeouts() {
        assertThat(Requests.timeouts(new Timeouts(900, 120, 300)))
                .isEqualTo(Recording.of("--set").request().attributes());
    }

    private static Arguments service(
            String call, ServiceKey key, String scheduler, int flags, int timeout, int netmask, String engine) {
        return Arguments.of(call, new KernelService(key, scheduler, flags, timeout, netmask, engine));
    }

    private static Arguments destination(
            String call, String address, int port, int method, int weight, int upper, int lower, Tunnel tunnel) {
        return Arguments.of(call, new KernelDestination(endpoint(address, port), method, weight, upper, lower, tunnel));
    }

    static ServiceKey tcp(String address, int port) {
        return new ServiceKey.Address(Protocol.TCP, endpoint(address, port));
    }

    private static ServiceKey udp(String address, int port) {
        return new ServiceKey.Address(Protocol.UDP, endpoint(address, port));
    }

    static Endpoint endpoint(String address, int port) {
        return new Endpoint(address(address), port);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
