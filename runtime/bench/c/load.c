// SPDX-License-Identifier: Apache-2.0
//
// Clients of the proxy benchmarks; all over IPv4 on 127.0.0.1, results on standard output.
//
//   load first PORT LIMIT_S           tries until a request is answered with 200; prints CLOCK_MONOTONIC in ns
//   load bulk PORT SECONDS            reads one connection for so long; prints bytes and ns
//   load paced PORT OTHER RATE S      opens RATE connections a second whatever the answers do (open loop), one request on
//                                     each, to the two ports in turn, a second each, S seconds for either; the time of a
//                                     request is from when it was due to the end of its answer. Prints for each port
//                                     count, failures and the medians of the seconds' percentiles, in us: a second in
//                                     which the machine did something else counts as one second, not as the result
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char REQUEST[] = "GET / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";

static struct sockaddr_in target;

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int tcp(int flags) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static int first(int limit_s) {
    uint64_t end = now_ns() + (uint64_t)limit_s * 1000000000u;
    char answer[1024];
    while (now_ns() < end) {
        int fd = tcp(0);
        struct timeval patience = {.tv_usec = 200000};
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (connect(fd, (struct sockaddr *)&target, sizeof target) == 0
            && send(fd, REQUEST, sizeof REQUEST - 1, MSG_NOSIGNAL) > 0) {
            ssize_t got = recv(fd, answer, sizeof answer, 0);
            if (got > 12 && !memcmp(answer + 9, "200", 3)) {
                printf("%llu\n", (unsigned long long)now_ns());
                return 0;
            }
        }
        close(fd);
        usleep(1000);
    }
    fprintf(stderr, "load: no answer within %d s\n", limit_s);
    return 1;
}

static int bulk(int seconds) {
    static char sink[1 << 20];
    int fd = tcp(0);
    if (connect(fd, (struct sockaddr *)&target, sizeof target) != 0) {
        perror("load: connect");
        return 1;
    }
    (void)!send(fd, "x", 1, MSG_NOSIGNAL);
    uint64_t start = now_ns(), end = start + (uint64_t)seconds * 1000000000u, bytes = 0, now;
    do {
        ssize_t got = recv(fd, sink, sizeof sink, 0);
        if (got <= 0) {
            fprintf(stderr, "load: the stream ended\n");
            return 1;
        }
        bytes += (uint64_t)got;
        now = now_ns();
    } while (now < end);
    printf("bytes %llu ns %llu\n", (unsigned long long)bytes, (unsigned long long)(now - start));
    return 0;
}

static int compare(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

#define OPEN_AT_MOST 8000

static uint64_t due_of[20001]; // by file descriptor
static char sent_on[20001];

// One second of it; the times that were taken, sorted, and their number.
static uint64_t second_of(double rate, uint64_t *took, uint64_t *failures) {
    uint64_t total = (uint64_t)rate, started = 0, done = 0, failed = 0;
    uint64_t step = (uint64_t)(1e9 / rate), start = now_ns() + 1000000, open = 0;
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event events[512];
    while (done + failed < total) {
        uint64_t now = now_ns();
        while (started < total && now >= start + started * step) {
            uint64_t due = start + started * step;
            started++;
            int fd = open < OPEN_AT_MOST ? tcp(SOCK_NONBLOCK) : -1;
            if (fd < 0 || fd > 20000) {
                failed++;
                if (fd >= 0) close(fd);
                continue;
            }
            if (connect(fd, (struct sockaddr *)&target, sizeof target) != 0 && errno != EINPROGRESS) {
                failed++;
                close(fd);
                continue;
            }
            open++;
            due_of[fd] = due;
            sent_on[fd] = 0;
            struct epoll_event event = {.events = EPOLLOUT, .data.fd = fd};
            epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
        }
        int64_t wait_ns = started < total ? (int64_t)(start + started * step - now_ns()) : 1000000;
        struct timespec wait = {.tv_nsec = wait_ns > 0 ? wait_ns : 0};
        if (wait.tv_nsec > 999999999) wait.tv_nsec = 999999999;
        int ready = epoll_pwait2(epoll, events, 512, &wait, NULL);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (!sent_on[fd]) {
                sent_on[fd] = 1;
                if (send(fd, REQUEST, sizeof REQUEST - 1, MSG_NOSIGNAL) > 0) {
                    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
                    epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
                    continue;
                }
                failed++;
            } else {
                char answer[1024];
                ssize_t got = recv(fd, answer, sizeof answer, 0);
                if (got < 0 && errno == EAGAIN) continue;
                if (got > 12 && !memcmp(answer + 9, "200", 3)) took[done++] = now_ns() - due_of[fd];
                else failed++;
            }
            open--;
            close(fd);
        }
        if (now_ns() > start + 6 * UINT64_C(1000000000)) failed = total - done;
    }
    close(epoll); // what is still open at the end of a hopeless second is not closed: its answers belong to no other
    qsort(took, done, sizeof *took, compare);
    *failures += failed;
    return done;
}

static uint64_t median(uint64_t *of, int count) {
    qsort(of, (size_t)count, sizeof *of, compare);
    return of[count / 2];
}

static int paced(int other, double rate, int seconds) {
    if (seconds < 1 || seconds > 600) return 2;
    static const double QUANTILE[] = {0.5, 0.9, 0.99, 0.999};
    static const char *NAME[] = {"p50us", "p90us", "p99us", "p999us"};
    static uint64_t at[2][4][600];
    uint64_t *took = malloc(((uint64_t)rate + 1) * sizeof *took), failed[2] = {0, 0}, count[2] = {0, 0};
    in_port_t ports[2] = {target.sin_port, htons((uint16_t)other)};
    for (int second = 0; second < 2 * seconds; second++) {
        int which = second % 2;
        target.sin_port = ports[which];
        uint64_t done = second_of(rate, took, &failed[which]);
        count[which] += done;
        for (int q = 0; q < 4; q++) {
            at[which][q][second / 2] = done ? took[(uint64_t)((double)done * QUANTILE[q])] : UINT64_MAX / 2;
        }
    }
    for (int which = 0; which < 2; which++) {
        const char *prefix = which ? "other" : "";
        printf("%scount %llu %sfailed %llu ", prefix, (unsigned long long)count[which], prefix,
               (unsigned long long)failed[which]);
        for (int q = 0; q < 4; q++) printf("%s%s %.1f ", prefix, NAME[q], (double)median(at[which][q], seconds) / 1e3);
    }
    printf("\n");
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: load first|bulk|paced PORT ...\n");
        return 2;
    }
    struct rlimit files = {.rlim_cur = 20000, .rlim_max = 20000};
    (void)setrlimit(RLIMIT_NOFILE, &files);
    target.sin_family = AF_INET;
    target.sin_port = htons((uint16_t)atoi(argv[2]));
    target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!strcmp(argv[1], "first")) return first(atoi(argv[3]));
    if (!strcmp(argv[1], "bulk")) return bulk(atoi(argv[3]));
    if (!strcmp(argv[1], "paced") && argc == 6) return paced(atoi(argv[3]), atof(argv[4]), atoi(argv[5]));
    return 2;
}
