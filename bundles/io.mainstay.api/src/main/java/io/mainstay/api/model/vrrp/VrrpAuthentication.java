// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How adverts are authenticated. {@link Object#toString} never shows a secret. */
public sealed interface VrrpAuthentication {
    /** Not at all. */
    record None() implements VrrpAuthentication {}

    /**
     * Version 2: password in clear (RFC 2338).
     *
     * @param password 1 to 8 bytes, one per character (Latin-1)
     */
    record Pass(String password) implements VrrpAuthentication {
        @Override
        public String toString() {
            return "Pass[…]";
        }
    }

    /**
     * Version 2, IPv4: AH (RFC 2402).
     *
     * @param password 1 to 8 bytes, one per character (Latin-1)
     */
    record Ah(String password) implements VrrpAuthentication {
        @Override
        public String toString() {
            return "Ah[…]";
        }
    }

    /**
     * keepalived's HMAC trailer ({@code auth_hmac}).
     *
     * @param keys unique ids
     * @param activeKey id of the key that signs
     * @param monotonic replay protection by counters only; otherwise by time
     * @param timeWindow how old or how far ahead a time may be, 1 to 300 s
     * @param mode what is done with packets without a trailer
     */
    record Hmac(List<Key> keys, int activeKey, boolean monotonic, Duration timeWindow, Mode mode)
            implements VrrpAuthentication {
        public Hmac {
            keys = List.copyOf(keys);
        }

        /**
         * A key.
         *
         * @param id 1 to 255
         * @param hex 32 to 64 bytes in hexadecimal; empty when {@code file} is given
         * @param file to read it from
         */
        public record Key(int id, String hex, Optional<String> file) {
            public Key {
                Objects.requireNonNull(hex, "hex");
                Objects.requireNonNull(file, "file");
            }

            @Override
            public String toString() {
                return "Key[" + id + "]";
            }
        }

        /** What is accepted. */
        public enum Mode {
            ENFORCE,
            /** Packets without a trailer are accepted, too. */
            PERMISSIVE,
            /** As permissive, and own packets have no trailer. */
            RECEIVE_ONLY
        }
    }
}
