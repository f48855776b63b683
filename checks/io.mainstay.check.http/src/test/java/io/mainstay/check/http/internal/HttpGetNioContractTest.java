// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import java.util.function.Supplier;

/** The same where Netty's native library is missing, and with an ordinary close. */
class HttpGetNioContractTest extends HttpGetContractTest {

    @Override
    protected String options() {
        return "close fin\nurl {\npath /\n}";
    }

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onNio;
    }
}
