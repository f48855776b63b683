// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URISyntaxException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import org.junit.jupiter.api.Test;

class PemFilesTest {

    private static File file(String name) {
        try {
            return new File(PemFilesTest.class.getResource("/tls/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsAKeyInAllItsForms() throws Exception {
        PrivateKey plain = PemFiles.privateKey(file("client.key"), null);
        assertThat(plain.getAlgorithm()).isEqualTo("RSA");
        assertThat(PemFiles.privateKey(file("client-pkcs1.key"), null)).isEqualTo(plain);
        assertThat(PemFiles.privateKey(file("client-encrypted.key"), "secret")).isEqualTo(plain);
    }

    @Test
    void readsEllipticCurveKeys() throws Exception {
        assertThat(PemFiles.privateKey(file("ec.key"), null).getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void saysThatThePasswordIsMissing() {
        assertThatThrownBy(() -> PemFiles.privateKey(file("client-encrypted.key"), null))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("password");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> PemFiles.privateKey(file("ca.pem"), null))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> PemFiles.certificates(file("client.key"))).isInstanceOf(CertificateException.class);
    }

    @Test
    void readsCertificates() throws Exception {
        assertThat(PemFiles.certificates(file("ca.pem"))).hasSize(1);
    }
}
