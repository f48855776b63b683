// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Version 2 authentication (RFC 2338 section 5.3.6; removed from RFC 3768, still in use).
 *
 * @param type which one
 * @param key 8 bytes, the password padded with zeros; all zero for NONE
 */
public record AdvertAuth(Type type, byte[] key) {
    public static final int KEY_LENGTH = 8;
    public static final AdvertAuth NONE = new AdvertAuth(Type.NONE, new byte[KEY_LENGTH]);

    /** Authentication type; the ordinal is the number on the wire. */
    public enum Type {
        NONE,
        PASS,
        AH
    }

    public AdvertAuth {
        Objects.requireNonNull(type, "type");
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes, not " + KEY_LENGTH);
        }
        key = key.clone();
    }

    /** A password of at most 8 bytes; what is longer is cut, as on every other implementation. */
    public static AdvertAuth of(Type type, String password) {
        return new AdvertAuth(type, Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), KEY_LENGTH));
    }

    /** A copy. */
    @Override
    public byte[] key() {
        return key.clone();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return type.name();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdvertAuth auth && auth.type == type && Arrays.equals(auth.key, key);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(key);
    }
}
