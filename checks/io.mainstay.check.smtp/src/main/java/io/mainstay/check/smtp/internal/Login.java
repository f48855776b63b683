// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who logs in, and how (RFC 4954; RFC 4616 PLAIN, RFC 2195 CRAM-MD5). Thread-safety: immutable.
 *
 * @param user name
 * @param password its password
 * @param mechanism empty for the best that the server offers
 */
record Login(String user, String password, Optional<Mechanism> mechanism) {

    /** In the order in which they are preferred without TLS; with TLS the password needs no hiding, and PLAIN is one step. */
    enum Mechanism {
        CRAM_MD5("CRAM-MD5"),
        PLAIN("PLAIN"),
        LOGIN("LOGIN");

        final String word;

        Mechanism(String word) {
            this.word = word;
        }
    }

    /** The mechanism for a server that offers these words; empty when none of them can be used. */
    Optional<Mechanism> choose(Set<String> offered, boolean encrypted) {
        if (mechanism.isPresent()) {
            return mechanism.filter(m -> offered.contains(m.word));
        }
        List<Mechanism> order =
                encrypted ? List.of(Mechanism.PLAIN, Mechanism.LOGIN, Mechanism.CRAM_MD5) : List.of(Mechanism.values());
        return order.stream().filter(m -> offered.contains(m.word)).findFirst();
    }

    /** The mechanisms in a server's answer to EHLO; {@code AUTH=PLAIN} is an old spelling. */
    static Set<String> offered(List<String> ehlo) {
        Set<String> words = new TreeSet<>();
        for (String line : ehlo.subList(1, ehlo.size())) {
            String upper = line.toUpperCase(Locale.ROOT);
            if (upper.startsWith("AUTH ") || upper.startsWith("AUTH=")) {
                words.addAll(List.of(upper.substring(5).trim().split("[ =]+")));
            }
        }
        return words;
    }

    /** What is sent first. */
    String command(Mechanism chosen) {
        return chosen == Mechanism.PLAIN
                ? "AUTH PLAIN " + base64("\0" + user + "\0" + password)
                : "AUTH " + chosen.word;
    }

    /**
     * The answer to a 334.
     *
     * @param challenge its text
     * @param round 0 for the first one
     * @return empty when the mechanism has nothing to say to it
     */
    Optional<String> answer(Mechanism chosen, String challenge, int round) {
        return switch (chosen) {
            case PLAIN -> Optional.empty();
            case LOGIN -> round > 1 ? Optional.empty() : Optional.of(base64(round == 0 ? user : password));
            case CRAM_MD5 -> round > 0 ? Optional.empty() : digest(challenge);
        };
    }

    private Optional<String> digest(String challenge) {
        try {
            byte[] asked = Base64.getDecoder().decode(challenge.trim());
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return Optional.of(base64(user + " " + HexFormat.of().formatHex(mac.doFinal(asked))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacMD5", e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
