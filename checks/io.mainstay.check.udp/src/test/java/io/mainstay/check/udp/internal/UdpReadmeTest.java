// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import io.mainstay.checksupport.internal.Connector;
import io.mainstay.testkit.check.OptionsPage;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpReadmeTest {

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "../../docs/reference/checkers.md"})
    void pagesListTheDeclaredOptions(String page) {
        OptionsPage.assertUpToDate(
                Path.of(page),
                "UDP_CHECK",
                new UdpCheckerFactory(new Connector()).schema("UDP_CHECK").orElseThrow());
    }
}
