// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs as a shell would. Pure but for looking at the file system. */
public final class Programs {
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Programs() {}

    /** Where a program is; empty when the path has none. */
    public static Optional<Path> find(String name, String path) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name)).filter(Programs::isProgram);
        }
        for (String folder : (path == null || path.isEmpty() ? DEFAULT_PATH : path).split(":")) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
            if (isProgram(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Why a program that was not found cannot be run, and what to do. */
    public static String problem(String name) {
        if (!name.contains("/")) {
            return "there is no program " + name + " in PATH; give its full path or install it";
        }
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            return name + " is a folder, not a program";
        }
        return Files.exists(file)
                ? name + " is not executable; chmod +x it"
                : name + " does not exist; correct the path or create it";
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
