// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import io.mainstay.testkit.check.BadOption;
import io.mainstay.testkit.check.DatagramContractTest;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

class DnsContractTest extends DatagramContractTest {

    @Override
    protected CheckerFactory factory() {
        return new DnsCheckerFactory(new Connector());
    }

    @Override
    protected String type() {
        return "DNS_CHECK";
    }

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onEpoll;
    }

    @Override
    protected UnaryOperator<byte[]> goodPeer() {
        return query -> DnsMessages.answer(query, 0);
    }

    @Override
    protected List<BadOption> badOptions() {
        return List.of(
                new BadOption("type X", 1, 6, "one of A, AAAA"),
                new BadOption("type TYPE70000", 1, 6, "one of"),
                new BadOption("name a..b", 1, 6, "a domain name"),
                new BadOption("name", 1, 1, "needs a value"),
                new BadOption("rcode NOERROR NOSUCH", 1, 15, "'rcode'"),
                new BadOption("rcode", 1, 1, "at least one value"),
                new BadOption("expect", 1, 1, "at least one value"),
                new BadOption("transport pigeon", 1, 11, "one of tcp, udp"),
                new BadOption("recursion 7", 1, 11, "one of on, off"),
                new BadOption("connect_timeout 0", 1, 17, "seconds"),
                new BadOption("connect_ip localhost", 1, 12, "an IPv4 or IPv6 address"));
    }
}
