// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import io.mainstay.testkit.check.PeerScript;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A TLS server for scripts, with the certificate for {@code good.example}, 127.0.0.1 and ::1 of the test resources. */
final class TlsPeer {
    private static final char[] NO_PASSWORD = {};

    private TlsPeer() {}

    /** Runs {@code inner} over TLS. */
    static PeerScript over(PeerScript inner) {
        return socket -> {
            try (SSLSocket tls = server(socket)) {
                inner.serve(tls);
            }
        };
    }

    /** The server's side of TLS on a connection. */
    static SSLSocket server(Socket socket) throws IOException {
        SSLSocket tls = (SSLSocket) context().getSocketFactory().createSocket(socket, null, false);
        tls.setUseClientMode(false);
        return tls;
    }

    static String file(String name) {
        try {
            return new File(TlsPeer.class.getResource("/tls/" + name).toURI()).getPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context() {
        try {
            KeyStore identity = KeyStore.getInstance("PKCS12");
            identity.load(null, null);
            identity.setKeyEntry("server", key(), NO_PASSWORD, new Certificate[] {certificate("server.pem")});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(identity, NO_PASSWORD);
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            authorities.setCertificateEntry("ca", certificate("ca.pem"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificate certificate(String name) throws Exception {
        try (InputStream in = TlsPeer.class.getResourceAsStream("/tls/" + name)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key() throws Exception {
        try (InputStream in = TlsPeer.class.getResourceAsStream("/tls/server.key")) {
            String pem = new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
        }
    }
}
