// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code mainstay simulate}: the few bundles that interpret configurations and decide for virtual routers, in a temporary state
 * folder; beside a running instance, and without any right.
 */
final class Simulate {
    private static final String COMMAND = "(mainstay.command=simulate)";

    /** Prefixes of the bundles that it takes: a protocol's and a library's, none that opens a socket or a file. */
    private static final List<String> BUNDLES = List.of(
            "io.mainstay.api-",
            "io.mainstay.platform-",
            "io.mainstay.config-",
            "io.mainstay.simulate-",
            "io.mainstay.vrrp-",
            "io.mainstay.carp-",
            "org.apache.felix.configadmin",
            "org.apache.felix.scr",
            "org.osgi.");

    private Simulate() {}

    /** Returns the exit code; the report has been written. */
    static int run(List<String> words, Path home) throws StartRefused {
        Path state = TemporaryFolder.make();
        try {
            CommandLine line = CommandLine.parse(List.of());
            Folders folders = new Folders(
                    home,
                    state,
                    state.resolve("mainstay.sock"),
                    home.resolve("checks"),
                    List.of(),
                    home.resolve("etc"));
            FrameworkStart framework = FrameworkStart.begin(
                    () -> properties(line, folders),
                    new SystemBundles.Choice(
                            home.resolve("system"), name -> BUNDLES.stream().anyMatch(name::startsWith)));
            Logs.configure(LogSettings.quiet());
            return Container.start(framework, COMMAND).exitCode(words);
        } finally {
            TemporaryFolder.delete(state);
        }
    }

    private static Map<String, Object> properties(CommandLine line, Folders folders) {
        Map<String, Object> properties = FrameworkProperties.of(line, folders, null);
        properties.put("mainstay.test-only", "true");
        return properties;
    }
}
