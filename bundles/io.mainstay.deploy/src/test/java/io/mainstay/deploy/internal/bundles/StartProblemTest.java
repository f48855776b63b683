// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StartProblemTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "(&(osgi.wiring.package=a)(version>=1.0.0)(!(version>=2.0.0)))| version 1.0.0 up to, not including, 2.0.0",
                "(&(osgi.wiring.package=a)(version>=1.2.0))| version 1.2.0 or newer",
                "(&(osgi.wiring.package=a)(!(version>=2.0.0)))| version below 2.0.0",
                "(&(osgi.wiring.bundle=a)(bundle-version>=3.0.0))| version 3.0.0 or newer",
                "(&(osgi.ee=JavaSE)(version=21))| version 21",
                "(osgi.wiring.package=a)|''",
                "(&(osgi.wiring.host=a)(bundle-version>=0.0.0))|''",
            })
    void versionRangesAreSaidInWords(String filter, String words) {
        assertThat(StartProblem.versions(filter)).isEqualTo(words);
    }

    @Test
    void theNameIsTakenFromTheFilter() {
        assertThat(StartProblem.attribute("(&(osgi.wiring.package=a.b)(version>=1.0.0))", "osgi.wiring.package"))
                .isEqualTo("a.b");
        assertThat(StartProblem.attribute("(x=1)", "osgi.native")).isEqualTo("(x=1)");
    }
}
