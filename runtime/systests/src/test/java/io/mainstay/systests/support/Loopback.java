// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Loopback addresses that no other test, and no other run on this host, uses: all of 127/8 is there on Linux. */
public final class Loopback {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final long PID = ProcessHandle.current().pid();

    private Loopback() {}

    public static String next() {
        int number = NEXT.incrementAndGet();
        return "127." + (16 + PID / 250 % 200) + "." + (1 + PID % 250) + "." + number;
    }

    /** A port that nobody has at the moment, for a program that cannot use all of 127/8. */
    public static int freePort(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
