// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.HexFormat;

/**
 * An Ethernet address.
 *
 * @param bits the six bytes, the first one highest
 */
public record MacAddress(long bits) {
    public static final MacAddress ZERO = new MacAddress(0);
    public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("more than 6 bytes: " + Long.toHexString(bits));
        }
    }

    /** @param bytes 6 of them */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != 6) {
            throw new IllegalArgumentException(bytes.length + " bytes: 6 expected");
        }
        long bits = 0;
        for (byte each : bytes) {
            bits = bits << 8 | each & 0xff;
        }
        return new MacAddress(bits);
    }

    /** {@code "02:00:5e:10:00:01"}. */
    public static MacAddress of(String text) {
        return of(HexFormat.ofDelimiter(":").parseHex(text));
    }

    public byte[] bytes() {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (bits >>> 40 - 8 * i);
        }
        return bytes;
    }

    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(bytes());
    }
}
