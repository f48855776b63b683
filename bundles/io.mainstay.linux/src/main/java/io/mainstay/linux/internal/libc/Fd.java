// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.libc;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.SystemCallException;

/** File descriptors: opened, set and closed with errors that say what failed. */
public final class Fd {

    private Fd() {}

    /** A socket that is closed on exec. */
    public static int socket(String what, int domain, int type, int protocol) throws SystemCallException {
        return check(Libc.C.socket(domain, type | Sys.SOCK_CLOEXEC, protocol), "socket", what);
    }

    /** Sets a numeric option, or closes the socket and throws. */
    public static void option(int fd, int level, int name, int value, String what) throws SystemCallException {
        int errno = tryOption(fd, level, name, value);
        if (errno != 0) {
            Libc.C.close(fd);
            throw new SystemCallException("setsockopt", what + " = " + value, errno);
        }
    }

    /** Sets a numeric option; returns an errno. */
    public static int tryOption(int fd, int level, int name, int value) {
        NativeMemory number = new NativeMemory(4);
        number.bytes().putInt(0, value);
        return result(Libc.C.setsockopt(fd, level, name, number.address(), 4));
    }

    /** Asks for a receive buffer of this many bytes, by force where allowed; returns an errno. */
    public static int receiveBuffer(int fd, int bytes) {
        int errno = tryOption(fd, Sys.SOL_SOCKET, Sys.SO_RCVBUFFORCE, bytes);
        return errno == Errno.EPERM ? tryOption(fd, Sys.SOL_SOCKET, Sys.SO_RCVBUF, bytes) : errno;
    }

    /** Throws when {@code result} is negative. */
    public static int check(int result, String call, String arguments) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(call, arguments, Libc.errno());
        }
        return result;
    }

    /** The errno of a call that returned {@code result}; 0 when it succeeded. */
    public static int result(long result) {
        return result < 0 ? Libc.errno() : 0;
    }
}
