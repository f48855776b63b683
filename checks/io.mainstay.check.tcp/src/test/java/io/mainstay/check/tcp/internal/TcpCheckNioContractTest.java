// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import java.util.function.Supplier;

/** The same where Netty's native library is missing, and with an ordinary close. */
class TcpCheckNioContractTest extends TcpCheckContractTest {

    @Override
    protected String options() {
        return "close fin";
    }

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onNio;
    }
}
