// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.text;

import static io.mainstay.notify.internal.Setup.key;
import static io.mainstay.notify.internal.Setup.quorum;
import static io.mainstay.notify.internal.Setup.rs;
import static io.mainstay.notify.internal.Setup.server;
import static io.mainstay.notify.internal.Setup.vs;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.Transition.Reason;
import io.mainstay.notify.internal.Setup;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FifoLineTest {

    @Test
    void realServersAreNamedWithTheirVirtualServer() {
        assertThat(FifoLine.of(server(vs(), false, Reason.NORMAL)))
                .contains("RS [10.0.0.1]:tcp:8080 [192.0.2.1]:tcp:80 DOWN");
    }

    @Test
    void quorumIsTheVirtualServersState() {
        VirtualServer v6 = vs("udp/[2001:db8::1]:53", Protocol.UDP, false, rs(false), key("[2001:db8::1]:53"));

        assertThat(FifoLine.of(quorum(vs(), true, Reason.NORMAL))).contains("VS [192.0.2.1]:tcp:80 UP");
        assertThat(FifoLine.of(quorum(v6, false, Reason.NORMAL))).contains("VS [2001:db8::1]:udp:53 DOWN");
    }

    @Test
    void groupsGoByTheirNameAndTheirCommonPort() {
        VirtualServer one =
                vs("tcp/group/web", Protocol.TCP, false, rs(false), key("192.0.2.1:80"), key("192.0.2.2:80"));
        VirtualServer two =
                vs("tcp/group/web", Protocol.TCP, false, rs(false), key("192.0.2.1:80"), key("192.0.2.2:81"));

        assertThat(FifoLine.of(quorum(one, true, Reason.NORMAL))).contains("VS [web]:tcp:80 UP");
        assertThat(FifoLine.of(quorum(two, true, Reason.NORMAL))).contains("VS [web]:tcp:0 UP");
    }

    @Test
    void marksGoByTheirNumberAndHaveNoProtocol() {
        VirtualServer mark = vs("fwmark/7", Protocol.TCP, false, rs(false), new ServiceKey.Fwmark(7, false));

        assertThat(FifoLine.of(server(mark, true, Reason.NORMAL))).contains("RS [10.0.0.1]:none:8080 FWM 7 UP");
    }

    @Test
    void checksAreNotTold() {
        assertThat(FifoLine.of(
                        new Transition.Check(new CheckId("vs", Setup.endpoint("10.0.0.1:80"), "T", 1), true, "")))
                .isEmpty();
    }

    @Test
    void aLineEndsWithNewlineAndNul() {
        assertThat(FifoLine.bytes("VS x UP")).isEqualTo("VS x UP\n\0".getBytes(StandardCharsets.US_ASCII));
    }
}
