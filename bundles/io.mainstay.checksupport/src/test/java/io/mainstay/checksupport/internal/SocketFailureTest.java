// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketFailureTest {
    private static final String PEER = "192.0.2.1:80";

    @ParameterizedTest
    @CsvSource({
        "111,REFUSED",
        "104,RESET",
        "32,RESET",
        "103,RESET",
        "110,TIMEOUT",
        "113,UNREACHABLE",
        "112,UNREACHABLE",
        "101,UNREACHABLE",
        "100,UNREACHABLE",
        "71,OTHER"
    })
    void targetsFaultsAreFailures(int errno, FailReason reason) {
        ProbeResult result = SocketFailure.of(errno, Stage.CONNECTING, PEER);
        assertThat(result)
                .isInstanceOfSatisfying(
                        ProbeResult.Failed.class, f -> assertThat(f.reason()).isEqualTo(reason));
        assertThat(result.detail()).contains(PEER);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 98, 24, 23, 1, 13, 19, 97, 22, 105, 12})
    void thisHostsFaultsAreBroken(int errno) {
        assertThat(SocketFailure.of(errno, Stage.CONNECTING, PEER)).isInstanceOf(ProbeResult.Broken.class);
    }

    @Test
    void exceptionsOfBothTransportsAreUnderstood() throws Exception {
        if (Epoll.isAvailable()) {
            assertReason(new Errors.NativeIoException("recvAddress(..)", -104), FailReason.RESET);
        }
        assertReason(
                new ConnectException("connect(..) failed with error(-101): Network is unreachable"),
                FailReason.UNREACHABLE);
        assertReason(new ConnectException("Connection refused"), FailReason.REFUSED);
        assertReason(new ConnectException("Connection timed out"), FailReason.TIMEOUT);
        assertReason(new NoRouteToHostException("No route to host"), FailReason.UNREACHABLE);
        assertReason(new SocketException("Connection reset"), FailReason.RESET);
        assertReason(new SocketException("Network is unreachable"), FailReason.UNREACHABLE);
        assertReason(new IOException("something else"), FailReason.OTHER);
        assertThat(SocketFailure.of(new SocketException("Permission denied"), Stage.CONNECTING, PEER))
                .isInstanceOf(ProbeResult.Broken.class);
        assertThat(SocketFailure.of(new IllegalStateException("defect"), Stage.CONNECTING, PEER))
                .isInstanceOf(ProbeResult.Broken.class);
    }

    @Test
    void handshakeNamesTheInnermostReason() {
        Exception problem = new SSLHandshakeException("General");
        problem.initCause(new CertificateException("No name matching x found"));
        assertReason(problem, FailReason.TLS);
        assertThat(SocketFailure.of(problem, Stage.HANDSHAKE, PEER).detail()).contains("No name matching x found");
    }

    private static void assertReason(Throwable problem, FailReason reason) {
        assertThat(SocketFailure.of(problem, Stage.CONNECTING, PEER))
                .isInstanceOfSatisfying(
                        ProbeResult.Failed.class, f -> assertThat(f.reason()).isEqualTo(reason));
    }
}
