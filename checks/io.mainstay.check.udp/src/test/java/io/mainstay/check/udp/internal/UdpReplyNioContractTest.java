// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import java.util.function.Supplier;

/** The same where Netty's native library is missing, and when a reply is required. */
class UdpReplyNioContractTest extends UdpContractTest {

    @Override
    protected String options() {
        return "require_reply";
    }

    @Override
    protected boolean needsAnswer() {
        return true;
    }

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onNio;
    }
}
