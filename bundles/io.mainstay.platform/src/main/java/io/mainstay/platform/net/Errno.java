// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.util.Map;

/** Linux error numbers (asm-generic, which x86-64 and aarch64 share), with their names and texts. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int ENOSYS = 38;
    public static final int EMSGSIZE = 90;
    public static final int ENOPROTOOPT = 92;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ENETDOWN = 100;
    public static final int ENETUNREACH = 101;
    public static final int ENOBUFS = 105;
    public static final int ETIMEDOUT = 110;
    public static final int EHOSTUNREACH = 113;

    private static final Map<Integer, String[]> KNOWN = Map.ofEntries(
            Map.entry(1, new String[] {"EPERM", "Operation not permitted"}),
            Map.entry(2, new String[] {"ENOENT", "No such file or directory"}),
            Map.entry(3, new String[] {"ESRCH", "No such process"}),
            Map.entry(4, new String[] {"EINTR", "Interrupted system call"}),
            Map.entry(5, new String[] {"EIO", "Input/output error"}),
            Map.entry(6, new String[] {"ENXIO", "No such device or address"}),
            Map.entry(7, new String[] {"E2BIG", "Argument list too long"}),
            Map.entry(9, new String[] {"EBADF", "Bad file descriptor"}),
            Map.entry(11, new String[] {"EAGAIN", "Resource temporarily unavailable"}),
            Map.entry(12, new String[] {"ENOMEM", "Cannot allocate memory"}),
            Map.entry(13, new String[] {"EACCES", "Permission denied"}),
            Map.entry(14, new String[] {"EFAULT", "Bad address"}),
            Map.entry(16, new String[] {"EBUSY", "Device or resource busy"}),
            Map.entry(17, new String[] {"EEXIST", "File exists"}),
            Map.entry(18, new String[] {"EXDEV", "Invalid cross-device link"}),
            Map.entry(19, new String[] {"ENODEV", "No such device"}),
            Map.entry(20, new String[] {"ENOTDIR", "Not a directory"}),
            Map.entry(22, new String[] {"EINVAL", "Invalid argument"}),
            Map.entry(23, new String[] {"ENFILE", "Too many open files in system"}),
            Map.entry(24, new String[] {"EMFILE", "Too many open files"}),
            Map.entry(28, new String[] {"ENOSPC", "No space left on device"}),
            Map.entry(30, new String[] {"EROFS", "Read-only file system"}),
            Map.entry(32, new String[] {"EPIPE", "Broken pipe"}),
            Map.entry(34, new String[] {"ERANGE", "Numerical result out of range"}),
            Map.entry(36, new String[] {"ENAMETOOLONG", "File name too long"}),
            Map.entry(38, new String[] {"ENOSYS", "Function not implemented"}),
            Map.entry(39, new String[] {"ENOTEMPTY", "Directory not empty"}),
            Map.entry(40, new String[] {"ELOOP", "Too many levels of symbolic links"}),
            Map.entry(61, new String[] {"ENODATA", "No data available"}),
            Map.entry(62, new String[] {"ETIME", "Timer expired"}),
            Map.entry(71, new String[] {"EPROTO", "Protocol error"}),
            Map.entry(74, new String[] {"EBADMSG", "Bad message"}),
            Map.entry(75, new String[] {"EOVERFLOW", "Value too large for defined data type"}),
            Map.entry(88, new String[] {"ENOTSOCK", "Socket operation on non-socket"}),
            Map.entry(89, new String[] {"EDESTADDRREQ", "Destination address required"}),
            Map.entry(90, new String[] {"EMSGSIZE", "Message too long"}),
            Map.entry(91, new String[] {"EPROTOTYPE", "Protocol wrong type for socket"}),
            Map.entry(92, new String[] {"ENOPROTOOPT", "Protocol not available"}),
            Map.entry(93, new String[] {"EPROTONOSUPPORT", "Protocol not supported"}),
            Map.entry(94, new String[] {"ESOCKTNOSUPPORT", "Socket type not supported"}),
            Map.entry(95, new String[] {"EOPNOTSUPP", "Operation not supported"}),
            Map.entry(96, new String[] {"EPFNOSUPPORT", "Protocol family not supported"}),
            Map.entry(97, new String[] {"EAFNOSUPPORT", "Address family not supported by protocol"}),
            Map.entry(98, new String[] {"EADDRINUSE", "Address already in use"}),
            Map.entry(99, new String[] {"EADDRNOTAVAIL", "Cannot assign requested address"}),
            Map.entry(100, new String[] {"ENETDOWN", "Network is down"}),
            Map.entry(101, new String[] {"ENETUNREACH", "Network is unreachable"}),
            Map.entry(102, new String[] {"ENETRESET", "Network dropped connection on reset"}),
            Map.entry(103, new String[] {"ECONNABORTED", "Software caused connection abort"}),
            Map.entry(104, new String[] {"ECONNRESET", "Connection reset by peer"}),
            Map.entry(105, new String[] {"ENOBUFS", "No buffer space available"}),
            Map.entry(106, new String[] {"EISCONN", "Transport endpoint is already connected"}),
            Map.entry(107, new String[] {"ENOTCONN", "Transport endpoint is not connected"}),
            Map.entry(108, new String[] {"ESHUTDOWN", "Cannot send after transport endpoint shutdown"}),
            Map.entry(110, new String[] {"ETIMEDOUT", "Connection timed out"}),
            Map.entry(111, new String[] {"ECONNREFUSED", "Connection refused"}),
            Map.entry(112, new String[] {"EHOSTDOWN", "Host is down"}),
            Map.entry(113, new String[] {"EHOSTUNREACH", "No route to host"}),
            Map.entry(114, new String[] {"EALREADY", "Operation already in progress"}),
            Map.entry(115, new String[] {"EINPROGRESS", "Operation now in progress"}),
            Map.entry(116, new String[] {"ESTALE", "Stale file handle"}),
            Map.entry(117, new String[] {"EUCLEAN", "Structure needs cleaning"}),
            Map.entry(122, new String[] {"EDQUOT", "Disk quota exceeded"}),
            Map.entry(125, new String[] {"ECANCELED", "Operation canceled"}));

    private Errno() {}

    /** {@code "ENODEV"}; {@code "errno 4711"} when it is not a known one. */
    public static String name(int errno) {
        String[] known = KNOWN.get(errno);
        return known == null ? "errno " + errno : known[0];
    }

    /** {@code "No such device"}. */
    public static String text(int errno) {
        String[] known = KNOWN.get(errno);
        return known == null ? "unknown error" : known[1];
    }
}
