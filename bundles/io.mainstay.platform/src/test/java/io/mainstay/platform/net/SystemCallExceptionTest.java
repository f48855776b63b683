// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemCallExceptionTest {

    @Test
    void namesCallArgumentsErrnoAndItsText() {
        assertThat(new SystemCallException("bind", "AF_PACKET, interface 3", Errno.ENODEV))
                .hasMessage("bind(AF_PACKET, interface 3): ENODEV (No such device)");
        assertThat(new SystemCallException("RTM_NEWADDR", "10.0.0.1/24", 17, "said the kernel"))
                .hasMessage("RTM_NEWADDR(10.0.0.1/24): EEXIST (File exists): said the kernel");
        assertThat(new SystemCallException("x", "", 4711)).hasMessage("x(): errno 4711 (unknown error)");
    }

    @Test
    void macAddressesAreReadAndWritten() {
        assertThat(MacAddress.of("00:00:5e:00:01:ff")).hasToString("00:00:5e:00:01:ff");
        assertThat(MacAddress.of(MacAddress.BROADCAST.bytes())).isEqualTo(MacAddress.BROADCAST);
    }
}
