// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import java.io.IOException;
import java.util.List;

/**
 * The files that a configuration is read from, by path. A path is absolute, or relative to wherever the implementation
 * says; the parser joins a directory and a name with {@code /} and does nothing else with a path.
 */
public interface ConfigFiles {

    /** What stands at a path. */
    enum Kind {
        ABSENT,
        FILE,
        /** A regular file that somebody may execute. */
        EXECUTABLE,
        DIRECTORY,
        /** A device, socket or pipe. */
        OTHER
    }

    /** What stands at a path; symbolic links are followed. */
    Kind kind(String path);

    /** Names of a directory's entries, in any order; none when it cannot be listed. */
    List<String> list(String directory);

    /** All bytes of a regular file. */
    byte[] read(String path) throws IOException;

    /** One spelling per file: absolute, without symbolic links, so that an include loop is noticed. */
    String canonical(String path);
}
