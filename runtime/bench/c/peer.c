// SPDX-License-Identifier: Apache-2.0
//
// The other end of every benchmark: one epoll loop that stands for all real servers. It listens on one port of all
// loopback addresses and tells the real servers apart by the address that was connected to.
//
//   peer tcp PORT    accepts, waits for the peer's close. A checker may reset a connection before its handshake is complete,
//                    which a listener never hears of: with CAP_NET_RAW, SYNs on the loopback device are counted instead
//   peer http PORT   answers each request with a fixed 200 and closes
//   peer bulk PORT   sends as fast as it can until the peer closes
//   peer smtp PORT   greets, answers each command, and closes after QUIT
//   peer udp PORT    sends each datagram back
//   peer dns PORT    sends each query back as a response without an error
//   peer ping PORT   counts ICMP echo requests on the loopback device, which the kernel answers; the port is of no meaning
//
// Commands on standard input, one a line; the end of the input ends it:
//
//   reset PERIOD_US  forget everything counted; intervals are compared with this period
//   dump             one line of "name value" pairs on standard output
//   first            clock (CLOCK_MONOTONIC, ns) of the first connection since the last reset; waits for it
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BATCH 512
#define ADDRESSES (1 << 24)
#define BUCKET_US 20
#define BUCKETS 100000 // up to 2 s

static const char RESPONSE[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n"
                               "Connection: close\r\n\r\nok\n";

enum mode { TCP, HTTP, BULK, SMTP, UDP, DNS, PING };

static enum mode mode;
static uint64_t *last_seen;     // per address: when it was last connected to; 0 for never
static uint32_t *times_seen;    // per address
static uint32_t deviations[BUCKETS + 1];
static uint64_t worst_deviation_us, gaps, intervals, connections, answers, failures, first_at, reset_at;
static uint64_t period_us = 1000000;
static int first_wanted, counts_packets;
static char filler[256 * 1024];

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void tell_first(void) {
    if (first_wanted && first_at) {
        printf("%llu\n", (unsigned long long)first_at);
        fflush(stdout);
        first_wanted = 0;
    }
}

static void count(uint32_t address, uint64_t now) {
    connections++;
    if (!first_at) {
        first_at = now_ns();
        tell_first();
    }
    uint32_t host = ntohl(address) & (ADDRESSES - 1);
    uint64_t before = last_seen[host];
    last_seen[host] = now;
    times_seen[host]++;
    if (before) {
        int64_t off = (int64_t)((now - before) / 1000) - (int64_t)period_us;
        uint64_t deviation = (uint64_t)(off < 0 ? -off : off);
        uint64_t bucket = deviation / BUCKET_US;
        deviations[bucket < BUCKETS ? bucket : BUCKETS]++;
        if (deviation > worst_deviation_us) worst_deviation_us = deviation;
        if (off > (int64_t)(period_us / 2)) gaps++;
        intervals++;
    }
}

static void count_accepted(int fd) {
    struct sockaddr_in local;
    socklen_t length = sizeof local;
    if (getsockname(fd, (struct sockaddr *)&local, &length) == 0) count(local.sin_addr.s_addr, now_ns());
}

// A socket that gets the SYNs to a port, or echo requests, with the kernel's time stamps; -1 without the right to have one.
static int open_packets(int port) {
    int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    struct sock_filter echoes[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9), // protocol
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_ICMP, 0, 4),
        BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0), // length of the IP header
        BPF_STMT(BPF_LD | BPF_B | BPF_IND, 0), // type
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 8, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 40),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    struct sock_filter syns[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9), // protocol
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_TCP, 0, 7),
        BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0), // length of the IP header
        BPF_STMT(BPF_LD | BPF_H | BPF_IND, 2), // destination port
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)port, 0, 4),
        BPF_STMT(BPF_LD | BPF_B | BPF_IND, 13), // flags
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x12),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x02, 0, 1), // SYN without ACK
        BPF_STMT(BPF_RET | BPF_K, 40),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    struct sock_fprog program = {.len = sizeof syns / sizeof *syns, .filter = syns};
    if (mode == PING) program = (struct sock_fprog){.len = sizeof echoes / sizeof *echoes, .filter = echoes};
    struct sockaddr_ll loopback = {
        .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP), .sll_ifindex = (int)if_nametoindex("lo")};
    int one = 1, room = 8 << 20;
    if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) != 0
        || setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one) != 0
        || bind(fd, (struct sockaddr *)&loopback, sizeof loopback) != 0) {
        close(fd);
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
    return fd;
}

static void count_packets(int fd) {
    while (1) {
        char packet[64], control[128];
        struct sockaddr_ll from;
        struct iovec place = {.iov_base = packet, .iov_len = sizeof packet};
        struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &place, .msg_iovlen = 1,
                                 .msg_control = control, .msg_controllen = sizeof control};
        if (recvmsg(fd, &message, 0) < (ssize_t)sizeof(struct iphdr)) return;
        if (from.sll_pkttype != PACKET_HOST) continue; // each packet passes the loopback device twice
        for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
            if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_TIMESTAMPNS) continue;
            struct timespec at;
            memcpy(&at, CMSG_DATA(c), sizeof at);
            count(((struct iphdr *)packet)->daddr, (uint64_t)at.tv_sec * 1000000000u + (uint64_t)at.tv_nsec);
        }
    }
}

static uint64_t quantile_us(double fraction) {
    uint64_t wanted = (uint64_t)(fraction * (double)intervals), sum = 0;
    for (int i = 0; i <= BUCKETS; i++) {
        sum += deviations[i];
        if (sum > wanted) return (uint64_t)(i + 1) * BUCKET_US;
    }
    return worst_deviation_us;
}

static void reset(uint64_t period) {
    period_us = period;
    memset(last_seen, 0, ADDRESSES * sizeof *last_seen);
    memset(times_seen, 0, ADDRESSES * sizeof *times_seen);
    memset(deviations, 0, sizeof deviations);
    worst_deviation_us = gaps = intervals = connections = answers = failures = first_at = 0;
    first_wanted = 0;
    reset_at = now_ns();
    printf("reset\n");
    fflush(stdout);
}

static void dump(void) {
    uint64_t addresses = 0;
    uint32_t fewest = UINT32_MAX, most = 0;
    for (int i = 0; i < ADDRESSES; i++) {
        if (!times_seen[i]) continue;
        addresses++;
        if (times_seen[i] < fewest) fewest = times_seen[i];
        if (times_seen[i] > most) most = times_seen[i];
    }
    printf("ns %llu connections %llu answers %llu failures %llu addresses %llu fewest %u most %u intervals %llu gaps %llu "
           "deviation50us %llu deviation99us %llu deviationMaxUs %llu\n",
           (unsigned long long)(now_ns() - reset_at), (unsigned long long)connections, (unsigned long long)answers,
           (unsigned long long)failures, (unsigned long long)addresses, addresses ? fewest : 0, most,
           (unsigned long long)intervals, (unsigned long long)gaps, (unsigned long long)quantile_us(0.5), (unsigned long long)quantile_us(0.99),
           (unsigned long long)worst_deviation_us);
    fflush(stdout);
}

static void command(void) {
    static char line[256];
    static size_t filled;
    ssize_t got = read(0, line + filled, sizeof line - 1 - filled);
    if (got <= 0) exit(0);
    filled += (size_t)got;
    char *end;
    while ((end = memchr(line, '\n', filled))) {
        *end = 0;
        if (!strncmp(line, "reset ", 6)) reset(strtoull(line + 6, NULL, 10));
        else if (!strcmp(line, "dump")) dump();
        else if (!strcmp(line, "first")) {
            first_wanted = 1;
            tell_first();
        } else fprintf(stderr, "peer: unknown command %s\n", line);
        size_t used = (size_t)(end + 1 - line);
        memmove(line, end + 1, filled - used);
        filled -= used;
    }
}

static void watch(int epoll, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data.fd = fd};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) die("epoll_ctl");
}

static void accept_all(int epoll, int listener) {
    for (int i = 0; i < BATCH; i++) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            if (errno != EAGAIN && errno != ECONNABORTED) failures++;
            return;
        }
        if (!counts_packets) count_accepted(fd);
        if (mode == SMTP) (void)!send(fd, "220 bench ESMTP\r\n", 17, MSG_NOSIGNAL);
        watch(epoll, fd, mode == BULK ? EPOLLIN | EPOLLOUT | EPOLLRDHUP : EPOLLIN | EPOLLRDHUP);
    }
}

static void serve(int fd, uint32_t events) {
    char request[4096];
    if (mode == BULK && !(events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))) {
        if (events & EPOLLIN) (void)!read(fd, request, sizeof request);
        while (send(fd, filler, sizeof filler, MSG_NOSIGNAL) > 0) {
        }
        if (errno == EAGAIN) return;
    }
    if (mode == SMTP) {
        // a command of one segment, as above
        ssize_t got = read(fd, request, sizeof request);
        if (got < 0 && errno == EAGAIN) return;
        if (got > 0 && request[0] != 'Q') {
            if (send(fd, "250 bench\r\n", 11, MSG_NOSIGNAL) < 0) failures++;
            return;
        }
        if (got > 0 && send(fd, "221 bye\r\n", 9, MSG_NOSIGNAL) > 0) answers++;
    }
    if (mode == HTTP) {
        ssize_t got = read(fd, request, sizeof request);
        if (got < 0 && errno == EAGAIN) return;
        // a request of one segment: the benchmark's clients send nothing longer
        if (got > 0) {
            if (send(fd, RESPONSE, sizeof RESPONSE - 1, MSG_NOSIGNAL) > 0) answers++;
            else failures++;
        }
    }
    close(fd);
}

static int open_datagrams(int port) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1, room = 8 << 20;
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    if (bind(fd, (struct sockaddr *)&any, sizeof any) != 0) die("bind");
    setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &one, sizeof one);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
    return fd;
}

// Answers from the address that was asked: the control data that told of it is sent back with the answer.
static void answer_datagrams(int fd) {
    for (int i = 0; i < BATCH; i++) {
        char data[2048], control[CMSG_SPACE(sizeof(struct in_pktinfo))];
        struct sockaddr_in from;
        struct iovec place = {.iov_base = data, .iov_len = sizeof data};
        struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &place, .msg_iovlen = 1,
                                 .msg_control = control, .msg_controllen = sizeof control};
        ssize_t got = recvmsg(fd, &message, 0);
        if (got < 0) return;
        struct cmsghdr *c = CMSG_FIRSTHDR(&message);
        if (!c || c->cmsg_type != IP_PKTINFO) continue;
        struct in_pktinfo *to = (struct in_pktinfo *)CMSG_DATA(c);
        count(to->ipi_addr.s_addr, now_ns());
        to->ipi_spec_dst = to->ipi_addr;
        to->ipi_ifindex = 0;
        if (mode == DNS && got > 2) data[2] = (char)(data[2] | 0x80);
        place.iov_len = (size_t)got;
        if (sendmsg(fd, &message, 0) > 0) answers++;
        else failures++;
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: peer tcp|http|bulk|smtp|udp|dns|ping PORT\n");
        return 2;
    }
    static const char *names[] = {"tcp", "http", "bulk", "smtp", "udp", "dns", "ping"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(argv[1], names[i])) mode = (enum mode)i;
    }
    signal(SIGPIPE, SIG_IGN);
    struct rlimit files = {.rlim_cur = 20000, .rlim_max = 20000};
    (void)setrlimit(RLIMIT_NOFILE, &files);
    last_seen = calloc(ADDRESSES, sizeof *last_seen);
    times_seen = calloc(ADDRESSES, sizeof *times_seen);
    if (!last_seen || !times_seen) die("calloc");

    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[2]))};
    if (bind(listener, (struct sockaddr *)&any, sizeof any) != 0) die("bind");
    if (listen(listener, 4096) != 0) die("listen");
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, listener, EPOLLIN);
    watch(epoll, 0, EPOLLIN);
    int datagrams = mode == UDP || mode == DNS ? open_datagrams(atoi(argv[2])) : -1;
    if (datagrams >= 0) watch(epoll, datagrams, EPOLLIN);
    int packets = mode == TCP || mode == PING ? open_packets(atoi(argv[2])) : -1;
    counts_packets = packets >= 0;
    if (counts_packets) watch(epoll, packets, EPOLLIN);
    else if (mode == PING) die("packet socket");
    reset_at = now_ns();
    printf("ready\n");
    fflush(stdout);

    struct epoll_event events[BATCH];
    while (1) {
        int ready = epoll_wait(epoll, events, BATCH, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd == listener) accept_all(epoll, listener);
            else if (events[i].data.fd == 0) command();
            else if (events[i].data.fd == datagrams) answer_datagrams(datagrams);
            else if (events[i].data.fd == packets) count_packets(packets);
            else serve(events[i].data.fd, events[i].events);
        }
    }
}
