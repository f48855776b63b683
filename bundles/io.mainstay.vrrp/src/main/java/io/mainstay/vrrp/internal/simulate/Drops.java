// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.vrrp.internal.codec.DropReason;

/** Why adverts do not count, with what to compare in the configurations. */
final class Drops {
    private Drops() {}

    static String text(DropReason reason) {
        return switch (reason) {
            case VERSION -> "another version (compare 'version')";
            case INTERVAL -> "another interval (compare 'advert_int')";
            case AUTH_TYPE_MISMATCH -> "another kind of authentication (compare 'auth_type')";
            case AUTH_FAILURE -> "a wrong password (compare 'auth_pass')";
            case CHECKSUM -> "a wrong checksum (compare 'v3_checksum_as_v2')";
            case TTL -> "a TTL that is not accepted (compare 'unicast_ttl', 'min_ttl', 'max_ttl')";
            case COUNT -> "no addresses in them (compare 'virtual_ipaddress')";
            case REPLAY -> "a sequence number that was seen before";
            default -> reason.name();
        };
    }
}
