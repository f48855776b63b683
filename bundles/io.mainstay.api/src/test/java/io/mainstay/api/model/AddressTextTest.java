// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {

    /** RFC 5952 section 4: longest run of zeros, the first of equal ones, never a single group, lower case. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:0:0:0:1,2001:db8::1",
        "2001:DB8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "0:0:0:0:0:0:0:0,::",
        "0:0:0:0:0:0:0:1,::1",
        "1:0:0:0:0:0:0:0,1::",
        "10.0.0.1,10.0.0.1"
    })
    void isCanonical(String text, String expected) throws Exception {
        assertThat(AddressText.of(InetAddress.getByName(text))).isEqualTo(expected);
    }
}
