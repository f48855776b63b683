// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Against the platform's own. */
class HmacSha1Test {
    private final Random random = new Random(7);

    @Test
    void isWhatThePlatformComputes() throws GeneralSecurityException {
        for (int length = 0; length < 300; length++) {
            byte[] key = bytes(1 + random.nextInt(64));
            HmacSha1 ours = new HmacSha1(key, length);
            Mac theirs = Mac.getInstance("HmacSHA1");
            theirs.init(new SecretKeySpec(key, "HmacSHA1"));
            for (int round = 0; round < 3; round++) {
                byte[] message = bytes(length);
                System.arraycopy(message, 0, ours.message(), 0, length);
                assertThat(ours.compute()).as("%d bytes", length).isEqualTo(theirs.doFinal(message));
            }
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
