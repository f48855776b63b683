// SPDX-License-Identifier: Apache-2.0
package org.example.hello;

import io.mainstay.api.check.CheckerFactory;
import io.mainstay.testkit.check.BadOption;
import io.mainstay.testkit.check.CheckerContractTest;
import io.mainstay.testkit.check.OptionsPage;
import io.mainstay.testkit.check.PeerScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HELLO_CHECK keeps the contract of all checkers: some twenty cases, inherited. */
class HelloCheckTest extends CheckerContractTest {

    @Override
    protected CheckerFactory factory() {
        return new HelloCheckerFactory();
    }

    @Override
    protected String type() {
        return "HELLO_CHECK";
    }

    @Override
    protected PeerScript goodPeer() {
        return socket -> {
            socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().read(); // until the other side has gone
        };
    }

    @Override
    protected List<BadOption> badOptions() {
        return List.of(
                new BadOption("expect", 1, 1, "needs a value"),
                new BadOption("expect two words", 1, 12, "one argument too many"),
                new BadOption("connect_timeout soon", 1, 17, "seconds"));
    }

    @Test
    void theReadmeListsTheDeclaredOptions() {
        OptionsPage.assertUpToDate(
                Path.of("README.md"), type(), factory().schema(type()).orElseThrow());
    }
}
