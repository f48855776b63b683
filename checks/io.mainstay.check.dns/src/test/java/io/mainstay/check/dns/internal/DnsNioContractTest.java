// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import java.util.function.Supplier;

/** The same where Netty's native library is missing. */
class DnsNioContractTest extends DnsContractTest {

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onNio;
    }
}
