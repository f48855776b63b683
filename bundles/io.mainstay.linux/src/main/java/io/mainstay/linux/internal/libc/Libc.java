// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.libc;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Variadic;

/**
 * The C library. Addresses are plain longs ({@link NativeMemory#address}), because this is the cheapest to pass; a result of
 * -1 means that {@link #errno} tells why.
 *
 * <p>At most five parameters: jnr-ffi 2.3.4's own stub for six numbers passes garbage as the sixth on x86-64, so there is
 * sendmsg and no sendto.
 *
 * <p>The first use of {@link #C} generates classes and takes 100 to 200 ms: never on a path that is in a hurry.
 */
@SuppressWarnings("checkstyle:MethodName")
public interface Libc {
    /** The one binding. */
    Libc C = Binding.LIBC;

    int socket(int domain, int type, int protocol);

    int socketpair(int domain, int type, int protocol, long descriptors);

    int bind(int fd, long address, int length);

    int getsockname(int fd, long address, long length);

    int setsockopt(int fd, int level, int name, long value, int length);

    int getsockopt(int fd, int level, int name, long value, long length);

    long sendmsg(int fd, long message, int flags);

    long send(int fd, long buffer, long length, int flags);

    long recv(int fd, long buffer, long length, int flags);

    int recvmmsg(int fd, long messages, int count, int flags, long timeout);

    int close(int fd);

    long read(int fd, long buffer, long length);

    long write(int fd, long buffer, long length);

    int epoll_create1(int flags);

    int epoll_ctl(int epoll, int operation, int fd, long event);

    int epoll_wait(int epoll, long events, int count, int timeoutMillis);

    int timerfd_create(int clock, int flags);

    int timerfd_settime(int fd, int flags, long value, long old);

    int eventfd(int initial, int flags);

    int poll(long fds, long count, int timeoutMillis);

    int clock_gettime(int clock, long time);

    int sched_setscheduler(int pid, int policy, long parameters);

    int sched_setaffinity(int pid, long size, long mask);

    int setpriority(int which, int who, int priority);

    int mlockall(int flags);

    int munlockall();

    int prlimit(int pid, int resource, long limits, long old);

    int setns(int fd, int type);

    @Variadic(fixedCount = 1)
    int prctl(int option, long second, long third, long fourth, long fifth);

    @Variadic(fixedCount = 2)
    int open(String path, int flags, int mode);

    /** Why the calling thread's last failed call failed; stale after a successful one. */
    static int errno() {
        return Binding.RUNTIME.getLastError();
    }

    /** Loads it, on first use of {@link Libc#C}. */
    final class Binding {
        private static final Libc LIBC = LibraryLoader.create(Libc.class).load("c");
        private static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

        private Binding() {}

        static Runtime runtime() {
            return RUNTIME;
        }
    }
}
