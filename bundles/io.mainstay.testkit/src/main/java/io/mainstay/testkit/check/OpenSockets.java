// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** How many sockets this process has open, as Linux tells. */
final class OpenSockets {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenSockets() {}

    static boolean canCount() {
        return Files.isDirectory(DESCRIPTORS);
    }

    /** The count once it has not changed for a while: what earlier tests have left is gone by then. */
    static int settled() {
        int last = count();
        for (int same = 0; same < 20; ) {
            LockSupport.parkNanos(5_000_000);
            int now = count();
            same = now == last ? same + 1 : 0;
            last = now;
        }
        return last;
    }

    /** 0 where it cannot be counted. */
    static int count() {
        if (!canCount()) {
            return 0;
        }
        int sockets = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (isSocket(descriptor)) {
                    sockets++;
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return sockets;
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
