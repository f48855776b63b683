// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.linux.internal.libc.Libc;
import io.mainstay.platform.IcmpSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelIcmpSocketsTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void opensASocketOrSaysWhatWouldHelp(boolean ipv6) throws IOException {
        IcmpSockets.Opened opened;
        try {
            opened = new KernelIcmpSockets().open(ipv6);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("ICMP socket");
            return;
        }
        try {
            Path descriptor = Path.of("/proc/self/fd/" + opened.descriptor());
            assertThat(Files.readSymbolicLink(descriptor).toString()).startsWith("socket:");
            String flags = Files.readString(Path.of("/proc/self/fdinfo/" + opened.descriptor()));
            assertThat(flags).containsPattern("flags:\\s+02004002"); // O_RDWR, O_NONBLOCK, O_CLOEXEC
        } finally {
            Libc.C.close(opened.descriptor());
        }
    }
}
