// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is at the other end of the standard streams. */
final class Terminal {
    private Terminal() {}

    /** Whether this file descriptor is a terminal. */
    static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Columns of the terminal that standard output goes to; 0 when it does not go to one. */
    static int columns() {
        if (!isTerminal(1)) {
            return 0;
        }
        try {
            String[] size = stty("size").split(" ");
            return size.length == 2 ? Integer.parseInt(size[1]) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** A terminal that gives each key at once and does not show it. */
    interface Raw {
        /** Sets back what was changed. */
        void close();
    }

    /** Makes the terminal raw until it is closed, or until the process ends. */
    static Raw raw() throws IOException {
        String before = stty("-g");
        if (before.isEmpty()) {
            throw new IOException("stty does not know the terminal");
        }
        Thread atExit = new Thread(() -> restore(before));
        Runtime.getRuntime().addShutdownHook(atExit);
        stty("-icanon", "-echo", "-isig", "-icrnl", "min", "1");
        return () -> {
            restore(before);
            Runtime.getRuntime().removeShutdownHook(atExit);
        };
    }

    private static void restore(String settings) {
        try {
            stty(settings);
        } catch (IOException e) {
            // the terminal has gone
        }
    }

    /** The JDK cannot ask the kernel itself. */
    private static String stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process stty = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/tty")))
                .redirectError(Redirect.DISCARD)
                .start();
        String printed = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        try {
            stty.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return printed;
    }
}
