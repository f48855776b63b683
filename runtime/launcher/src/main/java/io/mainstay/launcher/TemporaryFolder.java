// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The state folder of a run that ends by itself and leaves nothing behind. */
final class TemporaryFolder {
    /** Where nothing has to go to a disk. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private TemporaryFolder() {}

    static Path make() throws StartRefused {
        try {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "mainstay-test-")
                    : Files.createTempDirectory("mainstay-test-");
        } catch (IOException e) {
            throw new StartRefused(
                    ExitCode.NO_PERMISSION,
                    System.getProperty("java.io.tmpdir") + ": no temporary folder can be made there: " + e.getMessage()
                            + "; name another with MAINSTAY_JAVA_OPTS=-Djava.io.tmpdir=DIR");
        }
    }

    static void delete(Path folder) {
        try {
            deleteTree(folder);
        } catch (IOException | UncheckedIOException e) {
            System.err.println(folder + ": the temporary folder could not be removed: " + e.getMessage());
        }
    }

    /** Deletes a folder with all that is in it. */
    static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
