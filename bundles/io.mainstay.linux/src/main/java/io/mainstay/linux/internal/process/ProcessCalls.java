// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.process;

import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.Variadic;

/**
 * What {@link io.mainstay.linux.internal.libc.Libc} lacks for processes; the same conventions, except that the
 * {@code posix_spawn} family returns the error's number.
 */
public interface ProcessCalls {

    /**
     * Not variadic at all: jnr-ffi's own stub for six numbers passes garbage as the sixth (x86-64, 2.3.4); what is variadic
     * goes another way.
     */
    @Variadic(fixedCount = 5)
    int posix_spawn(long pid, long path, long actions, long attributes, long arguments, long environment);

    int posix_spawnattr_init(long attributes);

    int posix_spawnattr_setflags(long attributes, short flags);

    int posix_spawnattr_setsigdefault(long attributes, long signals);

    int posix_spawnattr_setsigmask(long attributes, long signals);

    int posix_spawn_file_actions_init(long actions);

    int posix_spawn_file_actions_addopen(long actions, int fd, long path, int flags, int mode);

    int posix_spawn_file_actions_adddup2(long actions, int fd, int to);

    /** Since glibc 2.34. */
    int posix_spawn_file_actions_addclosefrom_np(long actions, int from);

    int posix_spawn_file_actions_destroy(long actions);

    int pipe2(long descriptors, int flags);

    @Variadic(fixedCount = 2)
    int fcntl(int fd, int command, int value);

    int kill(int pid, int signal);

    int waitpid(int pid, long status, int options);

    @Variadic(fixedCount = 1)
    long syscall(long number, long first, long second);

    /** Loads it; some 100 ms the first time. */
    static ProcessCalls load() {
        return LibraryLoader.create(ProcessCalls.class).load("c");
    }
}
