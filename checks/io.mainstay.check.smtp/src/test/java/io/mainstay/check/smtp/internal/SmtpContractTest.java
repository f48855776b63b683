// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.platform.Lanes;
import io.mainstay.testkit.check.BadOption;
import io.mainstay.testkit.check.CheckerContractTest;
import io.mainstay.testkit.check.PeerScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

class SmtpContractTest extends CheckerContractTest {

    @Override
    protected CheckerFactory factory() {
        return new SmtpCheckerFactory(new Connector());
    }

    @Override
    protected String type() {
        return "SMTP_CHECK";
    }

    @Override
    protected Supplier<Lanes> lanes() {
        return NettyLanes::onEpoll;
    }

    @Override
    protected PeerScript goodPeer() {
        return new MailPeer();
    }

    @Override
    protected byte[] slowAnswer() {
        return "220-still waking up\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected List<BadOption> badOptions() {
        return List.of(
                new BadOption("helo_name", 1, 1, "needs a value"),
                new BadOption("helo_name \"two words\"", 1, 11, "a host name"),
                new BadOption("starttls maybe", 1, 10, "one of on, off"),
                new BadOption("starttls\nsmtps", 2, 1, "exclude each other"),
                new BadOption("auth_mechanism rot13", 1, 16, "one of auto, cram-md5, login, plain"),
                new BadOption("time_limit 0", 1, 12, "seconds"),
                new BadOption("host 127.0.0.1", 1, 1, "needs a block"),
                new BadOption("host {\nconnect_port x\n}", 2, 14, "a port"),
                new BadOption("host {\nhelo_name x\n}", 2, 1, "unknown keyword"),
                new BadOption("connect_ip localhost", 1, 12, "an IPv4 or IPv6 address"));
    }
}
