// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import io.mainstay.testkit.check.BadOption;
import io.mainstay.testkit.check.CheckerContractTest;
import io.mainstay.testkit.check.PeerScript;
import java.util.List;
import java.util.function.Supplier;

/** DNS over TCP only. */
class DnsTcpContractTest extends CheckerContractTest {

    @Override
    protected CheckerFactory factory() {
        return new DnsCheckerFactory(new Connector());
    }

    @Override
    protected String type() {
        return "DNS_CHECK";
    }

    @Override
    protected String options() {
        return "transport tcp";
    }

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onEpoll;
    }

    @Override
    protected PeerScript goodPeer() {
        return DnsMessages.overTcp(query -> DnsMessages.answer(query, 0));
    }

    @Override
    protected List<BadOption> badOptions() {
        return List.of(new BadOption("transport", 1, 1, "needs a value"));
    }
}
