// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.nio.file.Path;

/**
 * {@code -t}: the same bundles judge the configuration as at a start, in a temporary state folder, so that it works beside a
 * running instance and without the right to write anywhere else.
 */
final class ConfigTest {
    private ConfigTest() {}

    /** Returns the exit code; the diagnostics have been written. */
    static int run(CommandLine line, Folders folders, Path config) throws StartRefused {
        Path state = TemporaryFolder.make();
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
            TemporaryFolder.delete(state);
        }
    }
}
