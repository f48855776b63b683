// SPDX-License-Identifier: Apache-2.0
/**
 * VRRP on the wire: bytes to values and back, without sockets, clocks or state.
 *
 * <p>Sources: RFC 3768 (version 2), RFC 5798 and RFC 9568 (version 3), RFC 826 and RFC 5227 (gratuitous ARP), RFC 4861
 * (unsolicited neighbour advertisements), RFC 4302 and RFC 2403 (AH with HMAC-MD5-96).
 *
 * <p>Thread rule: everything here is either immutable or confined to the time-critical loop; nothing allocates on the
 * receive path ({@link io.mainstay.vrrp.internal.codec.AdvertDecoder}) or the send path
 * ({@link io.mainstay.vrrp.internal.codec.AdvertPacket}).
 */
package io.mainstay.vrrp.internal.codec;
