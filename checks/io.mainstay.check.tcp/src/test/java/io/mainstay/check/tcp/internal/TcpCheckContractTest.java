// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import io.mainstay.testkit.check.BadOption;
import io.mainstay.testkit.check.CheckerContractTest;
import io.mainstay.testkit.check.PeerScript;
import java.util.List;
import java.util.function.Supplier;

class TcpCheckContractTest extends CheckerContractTest {

    @Override
    protected CheckerFactory factory() {
        return new TcpCheckerFactory(new Connector());
    }

    @Override
    protected String type() {
        return "TCP_CHECK";
    }

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onEpoll;
    }

    @Override
    protected PeerScript goodPeer() {
        return PeerScript.silent();
    }

    @Override
    protected boolean needsAnswer() {
        return false;
    }

    @Override
    protected List<BadOption> badOptions() {
        return List.of(
                new BadOption("connect_ip localhost", 1, 12, "an IPv4 or IPv6 address"),
                new BadOption("connect_port 70000", 1, 14, "a port from 1 to 65535"),
                new BadOption("bindto ::1", 1, 8, "another address family"),
                new BadOption("bind_port x", 1, 11, "a port"),
                new BadOption("bind_if an-interface-of-too-long-a-name", 1, 9, "interface name"),
                new BadOption("fwmark -1", 1, 8, "whole number"),
                new BadOption("connect_timeout 0", 1, 17, "seconds"),
                new BadOption("connect_timeout", 1, 1, "needs a value"),
                new BadOption("close\tpolitely", 1, 7, "one of fin, reset"),
                new BadOption("connect_port 80\nclose fin surplus", 2, 11, "one argument too many"));
    }
}
