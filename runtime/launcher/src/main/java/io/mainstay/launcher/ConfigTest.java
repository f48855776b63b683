// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code -t}: the same bundles judge the configuration as at a start, in a temporary state folder, so that it works beside a
 * running instance and without the right to write anywhere else.
 */
final class ConfigTest {
    /** Where nothing has to go to a disk. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private ConfigTest() {}

    /** Returns the exit code; the diagnostics have been written. */
    static int run(CommandLine line, Folders folders, Path config) throws StartRefused {
        Path state;
        try {
            state = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "mainstay-test-")
                    : Files.createTempDirectory("mainstay-test-");
        } catch (IOException e) {
            throw new StartRefused(
                    ExitCode.NO_PERMISSION,
                    System.getProperty("java.io.tmpdir") + ": no temporary folder can be made there: " + e.getMessage()
                            + "; name another with MAINSTAY_JAVA_OPTS=-Djava.io.tmpdir=DIR");
        }
        try {
            Folders temporary = new Folders(
                    folders.home(),
                    state,
                    state.resolve("mainstay.sock"),
                    folders.checks(),
                    folders.plugins(),
                    folders.etc());
            FrameworkStart framework = FrameworkStart.begin(
                    () -> FrameworkProperties.of(line, temporary, config), FrameworkProperties.bundles(line, folders));
            Logs.configure(LogSettings.quiet());
            line.notices().forEach(notice -> System.err.println("mainstay: " + notice));
            Container container = Container.start(framework);
            return container.exitCode("test");
        } finally {
            delete(state);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            System.err.println(folder + ": the temporary folder could not be removed: " + e.getMessage());
        }
    }
}
