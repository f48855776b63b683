// SPDX-License-Identifier: Apache-2.0
/**
 * CARP on the wire: bytes to values and back, without sockets or clocks. The sources are captures of ucarp 1.5.2 and what the
 * BSD systems publish about their format (there is no RFC); RFC 2104 (HMAC), FIPS 180-4 (SHA-1), RFC 1071 (checksum), RFC 826
 * and RFC 5227 (gratuitous ARP), RFC 4861 (unsolicited neighbour advertisements).
 *
 * <p>Thread rule: everything here is either immutable or confined to the time-critical loop; nothing allocates on the
 * receive path ({@link io.mainstay.carp.internal.codec.AdvertDecoder}) or the send path
 * ({@link io.mainstay.carp.internal.codec.AdvertPacket}).
 */
package io.mainstay.carp.internal.codec;
