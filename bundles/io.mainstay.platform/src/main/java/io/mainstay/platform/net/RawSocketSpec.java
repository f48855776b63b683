// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/**
 * What a raw socket shall be.
 *
 * @param ipv6 its family
 * @param protocol IP protocol: 112 for VRRP and CARP, 51 for AH, 1 and 58 for ICMP
 * @param ifIndex only packets from and to this interface; 0 for all
 * @param headerIncluded IPv4: what is sent starts with the IP header (the kernel completes checksum, and id and source when
 *     they are 0)
 * @param ttl TTL or hop limit of what is sent, 1 to 255, unicast and multicast
 * @param trafficClass TOS or traffic class of what is sent: 0xC0 for VRRP
 * @param multicastLoop whether what is sent to a group comes back to this host
 * @param checksumOffset IPv6: where the kernel puts and checks the checksum; -1 for nowhere
 * @param receiveBuffer bytes, asked by force where allowed; 0 for the system's default
 * @param receive whether it receives at all; false for a socket that only sends
 * @param filter what the kernel hands over; {@link PacketFilter#ALL}
 */
public record RawSocketSpec(
        boolean ipv6,
        int protocol,
        int ifIndex,
        boolean headerIncluded,
        int ttl,
        int trafficClass,
        boolean multicastLoop,
        int checksumOffset,
        int receiveBuffer,
        boolean receive,
        PacketFilter filter) {
    public static final int PROTOCOL_VRRP = 112;
    public static final int PROTOCOL_AH = 51;

    /** For VRRP and CARP on an interface: TTL 255, TOS 0xC0, no loop; IPv6 with the checksum by the kernel at byte 6. */
    public static RawSocketSpec vrrp(boolean ipv6, int ifIndex) {
        return new RawSocketSpec(
                ipv6, PROTOCOL_VRRP, ifIndex, false, 255, 0xc0, false, ipv6 ? 6 : -1, 0, true, PacketFilter.ALL);
    }

    public RawSocketSpec withProtocol(int wanted) {
        return new RawSocketSpec(
                ipv6,
                wanted,
                ifIndex,
                headerIncluded,
                ttl,
                trafficClass,
                multicastLoop,
                checksumOffset,
                receiveBuffer,
                receive,
                filter);
    }

    public RawSocketSpec withHeaderIncluded(boolean included) {
        return new RawSocketSpec(
                ipv6,
                protocol,
                ifIndex,
                included,
                ttl,
                trafficClass,
                multicastLoop,
                checksumOffset,
                receiveBuffer,
                receive,
                filter);
    }

    public RawSocketSpec withTtl(int wanted) {
        return new RawSocketSpec(
                ipv6,
                protocol,
                ifIndex,
                headerIncluded,
                wanted,
                trafficClass,
                multicastLoop,
                checksumOffset,
                receiveBuffer,
                receive,
                filter);
    }

    public RawSocketSpec withTrafficClass(int wanted) {
        return new RawSocketSpec(
                ipv6,
                protocol,
                ifIndex,
                headerIncluded,
                ttl,
                wanted,
                multicastLoop,
                checksumOffset,
                receiveBuffer,
                receive,
                filter);
    }

    public RawSocketSpec withChecksumOffset(int wanted) {
        return new RawSocketSpec(
                ipv6,
                protocol,
                ifIndex,
                headerIncluded,
                ttl,
                trafficClass,
                multicastLoop,
                wanted,
                receiveBuffer,
                receive,
                filter);
    }

    public RawSocketSpec withReceiveBuffer(int bytes) {
        return new RawSocketSpec(
                ipv6,
                protocol,
                ifIndex,
                headerIncluded,
                ttl,
                trafficClass,
                multicastLoop,
                checksumOffset,
                bytes,
                receive,
                filter);
    }

    public RawSocketSpec sendOnly() {
        return new RawSocketSpec(
                ipv6,
                protocol,
                ifIndex,
                headerIncluded,
                ttl,
                trafficClass,
                multicastLoop,
                checksumOffset,
                receiveBuffer,
                false,
                filter);
    }

    public RawSocketSpec withFilter(PacketFilter wanted) {
        return new RawSocketSpec(
                ipv6,
                protocol,
                ifIndex,
                headerIncluded,
                ttl,
                trafficClass,
                multicastLoop,
                checksumOffset,
                receiveBuffer,
                receive,
                wanted);
    }
}
