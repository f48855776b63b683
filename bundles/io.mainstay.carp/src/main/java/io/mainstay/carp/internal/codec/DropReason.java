// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

/** Why a received packet was not taken for an advertisement. Each has a counter of its own. */
public enum DropReason {
    /** It was taken. */
    NONE,
    /** Shorter than its headers say, or than an advertisement. */
    TOO_SHORT,
    /** Longer than an advertisement. */
    TOO_LONG,
    /** Not an IPv4 header, or one with a wrong length field or another protocol. */
    IP_HEADER,
    /** It is one of ours, looped back. Not an error. */
    OWN,
    /** It is a VRRP advertisement, which shares protocol number 112. Not an error. */
    VRRP,
    /** TTL or hop limit is not 255; not looked at with unicast peers. */
    TTL,
    /** The version nibble is not 2. */
    VERSION,
    /** A virtual host that this instance is not part of. Not an error: others share the wire. */
    OTHER_VHID,
    /** Sent to another group than the configured one, and not to our address either. */
    OTHER_GROUP,
    /** The type nibble is not 1 (advertisement). */
    TYPE,
    /** The length of the authentication data is not 7 words. */
    AUTH_LENGTH,
    /** The CARP checksum is wrong. */
    CHECKSUM,
    /** Another password, vhid or list of addresses. */
    DIGEST,
    /** A counter that this sender has used before, and the instance is configured to refuse it. */
    REPLAY
}
