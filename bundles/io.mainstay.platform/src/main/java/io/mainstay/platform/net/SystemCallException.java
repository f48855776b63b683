// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.io.IOException;

/** The kernel refused: which call, with what, and why. */
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /**
     * @param call the system call or netlink request, such as {@code "bind"} or {@code "RTM_NEWADDR"}
     * @param arguments readable, such as {@code "10.0.0.1/24 on eth0"}
     * @param errno positive
     * @param detail what the kernel said besides (extended acknowledgement); empty when nothing
     */
    public SystemCallException(String call, String arguments, int errno, String detail) {
        super(describe(call, arguments, errno, detail));
        this.call = call;
        this.errno = errno;
    }

    public SystemCallException(String call, String arguments, int errno) {
        this(call, arguments, errno, "");
    }

    /** {@code "RTM_NEWADDR(10.0.0.1/24 on eth0): EEXIST (File exists): what the kernel said"}. */
    public static String describe(String call, String arguments, int errno, String detail) {
        String text = call + "(" + arguments + "): " + Errno.name(errno) + " (" + Errno.text(errno) + ")";
        return detail.isEmpty() ? text : text + ": " + detail;
    }

    public String call() {
        return call;
    }

    /** See {@link Errno}. */
    public int errno() {
        return errno;
    }
}
