// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

import static io.mainstay.ipvs.internal.Wanted.endpoint;
import static io.mainstay.ipvs.internal.Wanted.service;
import static io.mainstay.ipvs.internal.Wanted.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.dataplane.Destination;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Persistence;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslationTest {
    private static final ServiceKey V4 = tcp("192.0.2.1:80");
    private static final ServiceKey V6 = tcp("[2001:db8::1]:80");

    @ParameterizedTest
    @CsvSource({
        "SH,sh-fallback,8",
        "SH,sh-port,16",
        "MH,mh-fallback,8",
        "MH,mh-port,16",
        "WLC,flag-1,8",
        "WLC,flag-2,16",
        "WLC,flag-3,32"
    })
    void flagsAreTheKernelsBits(Scheduler scheduler, String flag, int bits) {
        KernelService table = Translation.table(service(V4, scheduler, Set.of(flag), Optional.empty(), List.of()))
                .service();

        assertThat(table.flags()).isEqualTo(bits);
        assertThat(table.scheduler()).isEqualTo(scheduler.keyword());
    }

    @ParameterizedTest
    @CsvSource({"32,ffffffff", "24,ffffff00", "1,80000000"})
    void granularityIsAMaskForIpv4(int prefix, String mask) {
        assertThat(Integer.toHexString(persistent(V4, prefix, 128).netmask())).isEqualTo(mask);
    }

    @Test
    void granularityIsAPrefixForIpv6() {
        assertThat(persistent(V6, 32, 64).netmask()).isEqualTo(64);
        assertThat(Translation.table(service(V6, Scheduler.RR)).service().netmask())
                .isEqualTo(128);
        assertThat(persistent(new ServiceKey.Fwmark(3, true), 32, 56).netmask()).isEqualTo(56);
    }

    @Test
    void persistenceIsAFlagATimeoutAndAnEngine() {
        KernelService service = persistent(V4, 32, 128);

        assertThat(service.flags()).isEqualTo(KernelService.PERSISTENT);
        assertThat(service.timeoutSeconds()).isEqualTo(360);
        assertThat(service.engine()).isEqualTo("sip");
    }

    @Test
    void onePacketAndHashedAreFlags() {
        VirtualService wanted = new VirtualService(
                V4, Scheduler.RR, Set.of(), Optional.empty(), true, true, Optional.empty(), 0, List.of());

        assertThat(Translation.table(wanted).service().flags())
                .isEqualTo(KernelService.ONE_PACKET | KernelService.HASHED);
    }

    @ParameterizedTest
    @CsvSource({
        "NAT,IPIP,0,NONE,0,0,0,0",
        "DR,IPIP,0,NONE,3,0,0,0",
        "TUN,IPIP,0,NONE,2,0,0,0",
        "TUN,GUE,6080,CSUM,2,1,6080,1",
        "TUN,GUE,6080,REMCSUM,2,1,6080,2",
        "TUN,GRE,0,CSUM,2,2,0,1"
    })
    void everyWayOfForwarding(
            Forwarding.Method method,
            Forwarding.Tunnel tunnel,
            int port,
            Forwarding.Checksum checksum,
            int kernelMethod,
            int type,
            int tunnelPort,
            int flags) {
        Destination destination =
                new Destination(endpoint("10.0.0.1:80"), 5, new Forwarding(method, tunnel, port, checksum), 100, 50);

        KernelDestination table = Translation.table(
                        service(V4, Scheduler.RR, Set.of(), Optional.empty(), List.of(destination)))
                .destinations()
                .get(endpoint("10.0.0.1:80"));

        assertThat(table)
                .isEqualTo(new KernelDestination(
                        endpoint("10.0.0.1:80"), kernelMethod, 5, 100, 50, new Tunnel(type, tunnelPort, flags)));
    }

    private static KernelService persistent(ServiceKey key, int ipv4, int ipv6) {
        return Translation.table(service(
                        key,
                        Scheduler.RR,
                        Set.of(),
                        Optional.of(new Persistence(Duration.ofSeconds(360), ipv4, ipv6, "sip")),
                        List.of()))
                .service();
    }
}
