// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Two network namespaces with a veth pair between them: {@code left} (10.99.0.1, fd99::1) and {@code right} (10.99.0.2,
 * fd99::2), both ends called {@code eth0}. Without root the test is skipped, and says so.
 */
public final class TwoHosts implements AutoCloseable {
    private static int number;

    public final String leftName;
    public final String rightName;
    public final Namespace left;
    public final Namespace right;

    public TwoHosts() throws Exception {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")) && ipExists(),
                "SKIPPED: needs root and iproute2, to make network namespaces");
        String prefix = "mst" + ProcessHandle.current().pid() + "-" + ++number;
        leftName = prefix + "l";
        rightName = prefix + "r";
        Process first = new ProcessBuilder("ip", "netns", "add", leftName)
                .redirectErrorStream(true)
                .start();
        String said = new String(first.getInputStream().readAllBytes());
        assumeTrue(first.waitFor() == 0, "SKIPPED: no network namespaces can be made here: " + said);
        run("ip", "netns", "add", rightName);
        run("ip", "-n", leftName, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", rightName);
        for (String name : List.of(leftName, rightName)) {
            run("ip", "netns", "exec", name, "sysctl", "-qw", "net.ipv6.conf.eth0.accept_dad=0");
            run("ip", "-n", name, "link", "set", "lo", "up");
            run("ip", "-n", name, "link", "set", "eth0", "up");
        }
        run("ip", "-n", leftName, "addr", "add", "10.99.0.1/24", "dev", "eth0");
        run("ip", "-n", rightName, "addr", "add", "10.99.0.2/24", "dev", "eth0");
        run("ip", "-n", leftName, "addr", "add", "fd99::1/64", "dev", "eth0", "nodad");
        run("ip", "-n", rightName, "addr", "add", "fd99::2/64", "dev", "eth0", "nodad");
        left = Namespace.enter(leftName, "/run/netns/" + leftName);
        right = Namespace.enter(rightName, "/run/netns/" + rightName);
    }

    /** Runs ip in the left namespace. */
    public String ip(String... words) throws Exception {
        String[] all = new String[words.length + 3];
        all[0] = "ip";
        all[1] = "-n";
        all[2] = leftName;
        System.arraycopy(words, 0, all, 3, words.length);
        return run(all);
    }

    /** Runs a command; returns what it says. */
    public static String run(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", words), said)
                .isZero();
        return said;
    }

    /** Waits until something is so, for a long time. */
    public static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited 20 s: %s", what).isNegative();
            Thread.sleep(2);
        }
    }

    private static boolean ipExists() {
        try {
            return new ProcessBuilder("ip", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        left.close();
        right.close();
        run("ip", "netns", "del", leftName);
        run("ip", "netns", "del", rightName);
    }
}
