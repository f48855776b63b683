// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads PEM files: certificates, and private keys in PKCS#8 (RFC 5208, also encrypted) and the older PKCS#1 form for RSA
 * (RFC 8017), which OpenSSL wrote for many years and Java does not read.
 */
final class PemFiles {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]+?)-----END \\1-----");
    /** SEQUENCE { OID rsaEncryption, NULL }. */
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

    private PemFiles() {}

    /** All certificates of a file, in order; at least one. */
    static X509Certificate[] certificates(File file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text(file));
        while (blocks.find()) {
            if (blocks.group(1).endsWith("CERTIFICATE")) {
                found.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(decode(blocks.group(2)))));
            }
        }
        if (found.isEmpty()) {
            throw new CertificateException("no certificate in " + file);
        }
        return found.toArray(new X509Certificate[0]);
    }

    /** The first private key of a file. */
    static PrivateKey privateKey(File file, String password) throws IOException, GeneralSecurityException {
        Matcher blocks = BLOCK.matcher(text(file));
        while (blocks.find()) {
            byte[] content = decode(blocks.group(2));
            switch (blocks.group(1)) {
                case "PRIVATE KEY":
                    return key(new PKCS8EncodedKeySpec(content));
                case "ENCRYPTED PRIVATE KEY":
                    return key(decrypted(content, password));
                case "RSA PRIVATE KEY":
                    return key(new PKCS8EncodedKeySpec(wrapRsa(content)));
                default:
                // certificates, parameters: go on
            }
        }
        throw new InvalidKeyException("no unencrypted PKCS#8 or RSA key, and no PKCS#8 key with a password, in " + file
                + "; 'openssl pkcs8 -topk8' converts other forms");
    }

    private static KeySpec decrypted(byte[] content, String password) throws IOException, GeneralSecurityException {
        if (password == null) {
            throw new InvalidKeyException("the key is encrypted, and the SSL block has no 'password'");
        }
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
        // For PBES2 the scheme's name is in the parameters, and only toString() tells it.
        String algorithm = info.getAlgName().equals("1.2.840.113549.1.5.13")
                        || info.getAlgName().equals("PBES2")
                ? info.getAlgParameters().toString()
                : info.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    private static PrivateKey key(KeySpec spec) throws GeneralSecurityException {
        GeneralSecurityException last = null;
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                last = e;
            }
        }
        throw new InvalidKeyException("neither an " + String.join(" nor an ", KEY_ALGORITHMS) + " key", last);
    }

    /** PKCS#1 in PKCS#8: SEQUENCE { INTEGER 0, algorithm, OCTET STRING }. */
    static byte[] wrapRsa(byte[] pkcs1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(pkcs1.length + 32);
        content.writeBytes(new byte[] {0x02, 0x01, 0x00});
        content.writeBytes(RSA_ALGORITHM);
        content.writeBytes(der(0x04, pkcs1));
        return der(0x30, content.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 5);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] decode(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private static String text(File file) throws IOException {
        return Files.readString(file.toPath(), StandardCharsets.ISO_8859_1);
    }
}
