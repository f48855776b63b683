// SPDX-License-Identifier: Apache-2.0
//
// What virtual routers put on the wire, by the kernel's time stamps of receiving.
//
//   wire INTERFACE...    prints a line per VRRP advert (versions 2 and 3, IPv4 and IPv6, with or without AH), gratuitous ARP
//                        and unsolicited neighbour advertisement that comes in on one of the interfaces:
//
//       NS INTERFACE KIND MAC ADDRESS VRID PRIORITY INTERVAL_MS
//
//                        NS since 1970; KIND is vrrp2, vrrp3, garp or na; ADDRESS is the sender's, or the one announced;
//                        the last three are 0 for announcements. "ready" comes first. Ends with its standard input, and
//                        then prints "lost N": packets that it was too slow for.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define VRRP 112
#define AH 51
#define ICMP6 58
#define NEIGHBOUR_ADVERTISEMENT 136

struct seen {
    uint64_t ns;
    const char *interface;
    const uint8_t *mac;
};

static void line(const struct seen *seen, const char *kind, int family, const void *address, int vrid, int priority,
                 int interval_ms) {
    char text[INET6_ADDRSTRLEN];
    const uint8_t *m = seen->mac;
    printf("%llu %s %s %02x:%02x:%02x:%02x:%02x:%02x %s %d %d %d\n", (unsigned long long)seen->ns, seen->interface, kind, m[0],
           m[1], m[2], m[3], m[4], m[5], inet_ntop(family, address, text, sizeof text), vrid, priority, interval_ms);
}

static void advert(const struct seen *seen, int family, const void *source, const uint8_t *packet, size_t length) {
    if (length < 8) return;
    int version = packet[0] >> 4;
    if ((packet[0] & 15) != 1 || (version != 2 && version != 3)) return;
    int interval = version == 2 ? packet[5] * 1000 : ((packet[4] & 15) << 8 | packet[5]) * 10;
    line(seen, version == 2 ? "vrrp2" : "vrrp3", family, source, packet[1], packet[2], interval);
}

// The protocol behind an authentication header.
static void behind(const struct seen *seen, int family, const void *source, const uint8_t *packet, size_t length) {
    if (length < 12 || packet[0] != VRRP) return;
    size_t header = (packet[1] + 2u) * 4;
    if (header < length) advert(seen, family, source, packet + header, length - header);
}

static void ipv4(const struct seen *seen, const uint8_t *packet, size_t length) {
    if (length < 20) return;
    size_t header = (packet[0] & 15u) * 4;
    if (header < 20 || header > length) return;
    if (packet[9] == VRRP) advert(seen, AF_INET, packet + 12, packet + header, length - header);
    else if (packet[9] == AH) behind(seen, AF_INET, packet + 12, packet + header, length - header);
}

static void ipv6(const struct seen *seen, const uint8_t *packet, size_t length) {
    if (length < 40) return;
    if (packet[6] == VRRP) advert(seen, AF_INET6, packet + 8, packet + 40, length - 40);
    else if (packet[6] == AH) behind(seen, AF_INET6, packet + 8, packet + 40, length - 40);
    else if (packet[6] == ICMP6 && length >= 64 && packet[40] == NEIGHBOUR_ADVERTISEMENT && packet[24] == 0xff)
        line(seen, "na", AF_INET6, packet + 48, 0, 0, 0);
}

static void arp(const struct seen *seen, const uint8_t *packet, size_t length) {
    if (length < 28 || packet[4] != 6 || packet[5] != 4) return;
    if (!memcmp(packet + 14, packet + 24, 4)) line(seen, "garp", AF_INET, packet + 14, 0, 0, 0);
}

static uint64_t time_of(struct msghdr *message) {
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_TIMESTAMPNS) continue;
        struct timespec at;
        memcpy(&at, CMSG_DATA(c), sizeof at);
        return (uint64_t)at.tv_sec * 1000000000u + (uint64_t)at.tv_nsec;
    }
    return 0;
}

static void packets(int fd, char **interfaces, const unsigned *indices, int count) {
    while (1) {
        uint8_t packet[2048];
        char control[128];
        struct sockaddr_ll from;
        struct iovec place = {.iov_base = packet, .iov_len = sizeof packet};
        struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &place, .msg_iovlen = 1,
                                 .msg_control = control, .msg_controllen = sizeof control};
        ssize_t got = recvmsg(fd, &message, MSG_DONTWAIT);
        if (got < 0) return;
        if (got < 14 || from.sll_pkttype == PACKET_OUTGOING) continue;
        int at = 0;
        while (at < count && indices[at] != (unsigned)from.sll_ifindex) at++;
        if (at == count) continue;
        struct seen seen = {.ns = time_of(&message), .interface = interfaces[at], .mac = packet + 6};
        const uint8_t *payload = packet + 14;
        size_t length = (size_t)got - 14;
        switch (packet[12] << 8 | packet[13]) {
            case ETHERTYPE_IP: ipv4(&seen, payload, length); break;
            case ETHERTYPE_IPV6: ipv6(&seen, payload, length); break;
            case ETHERTYPE_ARP: arp(&seen, payload, length); break;
        }
    }
}

int main(int argc, char **argv) {
    unsigned indices[64];
    int count = argc - 1;
    if (count < 1 || count > 64) {
        fprintf(stderr, "usage: wire INTERFACE...\n");
        return 2;
    }
    for (int i = 0; i < count; i++) {
        indices[i] = if_nametoindex(argv[i + 1]);
        if (!indices[i]) {
            fprintf(stderr, "wire: there is no interface %s\n", argv[i + 1]);
            return 1;
        }
    }
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL));
    int one = 1, room = 32 << 20;
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one) != 0) {
        perror("wire: a packet socket with time stamps");
        return 1;
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
    printf("ready\n");
    fflush(stdout);
    struct pollfd ready[] = {{.fd = fd, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
    char ignored[64];
    while (1) {
        poll(ready, 2, -1);
        packets(fd, argv + 1, indices, count);
        fflush(stdout);
        if (ready[1].revents && read(0, ignored, sizeof ignored) <= 0) break;
        usleep(2000); // what has gathered until then costs one turn
    }
    packets(fd, argv + 1, indices, count);
    struct tpacket_stats statistics = {0};
    socklen_t length = sizeof statistics;
    getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &statistics, &length);
    printf("lost %u\n", statistics.tp_drops);
    return fflush(stdout) != 0;
}
