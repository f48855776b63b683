// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.codec;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AH digest of version 2 (HMAC-MD5-96): over the IP header with its changeable fields zeroed, the AH header with its
 * digest zeroed, and the VRRP part.
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * | next: 112     | length: 4     | 0                             |  20
 * | SPI: the source address                                       |  24
 * | sequence number, from 1                                       |  28
 * | digest, 12 bytes                                              |  32
 * +---------------------------------------------------------------+
 * </pre>
 *
 * <p>Thread-safety: one thread.
 */
final class AhDigest {
    static final int LENGTH = 12;
    private static final int DIGEST_AT = Wire.IPV4_HEADER + 12;

    private final Mac mac;
    private final boolean unicast;
    private byte[] scratch = new byte[0];

    /** @param unicast whether the TTL, which routers change then, is left out as well */
    AhDigest(AdvertAuth auth, boolean unicast) {
        this.unicast = unicast;
        try {
            mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(auth.key(), "HmacMD5"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacMD5, which AH needs", e);
        }
    }

    /** Fills in the digest of a packet that is otherwise complete. */
    void sign(byte[] packet) {
        System.arraycopy(compute(packet, packet.length), 0, packet, DIGEST_AT, LENGTH);
    }

    /** Whether a received packet of {@code length} bytes carries the right digest; takes the same time either way. */
    boolean verify(byte[] packet, int length) {
        byte[] expected = compute(packet, length);
        int difference = 0;
        for (int i = 0; i < LENGTH; i++) {
            difference |= expected[i] ^ packet[DIGEST_AT + i];
        }
        return difference == 0;
    }

    private byte[] compute(byte[] packet, int length) {
        if (scratch.length != length) {
            scratch = new byte[length];
        }
        System.arraycopy(packet, 0, scratch, 0, length);
        scratch[1] = 0; // TOS
        Wire.put16(scratch, 6, 0); // flags and fragment offset
        Wire.put16(scratch, 10, 0); // checksum
        if (unicast) {
            scratch[8] = 0; // TTL
        }
        Arrays.fill(scratch, DIGEST_AT, DIGEST_AT + LENGTH, (byte) 0);
        return mac.doFinal(scratch);
    }
}
