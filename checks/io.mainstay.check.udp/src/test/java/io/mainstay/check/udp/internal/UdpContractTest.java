// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import io.mainstay.testkit.check.BadOption;
import io.mainstay.testkit.check.DatagramContractTest;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

class UdpContractTest extends DatagramContractTest {

    @Override
    protected CheckerFactory factory() {
        return new UdpCheckerFactory(new Connector());
    }

    @Override
    protected String type() {
        return "UDP_CHECK";
    }

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onEpoll;
    }

    @Override
    protected UnaryOperator<byte[]> goodPeer() {
        return datagram -> datagram;
    }

    @Override
    protected boolean needsAnswer() {
        return false;
    }

    @Override
    protected List<BadOption> badOptions() {
        return List.of(
                new BadOption("payload", 1, 1, "needs a value"),
                new BadOption("payload 0g", 1, 9, "bytes in hexadecimal"),
                new BadOption("payload 0x", 1, 9, "bytes in hexadecimal"),
                new BadOption("payload \"\"", 1, 9, "bytes in hexadecimal"),
                new BadOption("require_reply 12 hello", 1, 15, "with x for any digit"),
                new BadOption("min_reply_length 70000", 1, 18, "whole number"),
                new BadOption("min_reply_length 9\nmax_reply_length 8", 1, 18, "greater than"),
                new BadOption("connect_timeout 0", 1, 17, "seconds"),
                new BadOption("connect_ip localhost", 1, 12, "an IPv4 or IPv6 address"));
    }
}
