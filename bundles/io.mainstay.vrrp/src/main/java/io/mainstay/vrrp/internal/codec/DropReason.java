// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.codec;

/** Why a received packet was not taken for an advertisement. Each has a counter of its own. */
public enum DropReason {
    /** It was taken. */
    NONE,
    /** Shorter than its headers say, or than an advertisement with that many addresses. */
    TOO_SHORT,
    /** Longer than an advertisement with that many addresses. */
    TOO_LONG,
    /** Not an IPv4 header, or one with a wrong length field or another protocol. */
    IP_HEADER,
    /** TTL or hop limit is not 255 on multicast (RFC 9568 section 7.1), or outside the peer's limits on unicast. */
    TTL,
    /** The version nibble is not the instance's. */
    VERSION,
    /** The type nibble is not 1 (ADVERTISEMENT). */
    TYPE,
    /** No addresses where some are needed. */
    COUNT,
    /** The checksum does not match any accepted reading. */
    CHECKSUM,
    /** Version 2: an authentication type that does not exist. */
    AUTH_TYPE_UNKNOWN,
    /** Version 2: another authentication type than configured; AH where there should be none, or the reverse. */
    AUTH_TYPE_MISMATCH,
    /** Version 2: the password or the AH digest is wrong. */
    AUTH_FAILURE,
    /** AH: a sequence number that was seen before. */
    REPLAY,
    /** Version 2: the advertisement interval differs from ours (RFC 3768 section 7.1). Version 3: it is 0. */
    INTERVAL,
    /** A virtual router that this instance is not part of. Not an error: others share the wire. */
    OTHER_VRID,
    /** It is a CARP advertisement, which shares protocol number 112. Not an error. */
    CARP,
    /** It is one of ours, looped back. */
    OWN,
    /** Unicast: the sender is not a configured peer, and others are not wanted. */
    NOT_A_PEER
}
