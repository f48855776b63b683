// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The pid files that {@code -p}, {@code -r}, {@code -c} and {@code -b} name; all hold this process' id, since there is one
 * process. A stale file is overwritten; one that names a living keepalived or Mainstay is respected.
 */
final class PidFiles implements AutoCloseable {
    private static final Path DEFAULT = Path.of("/run/keepalived.pid");

    private final List<Path> written = new ArrayList<>();

    /**
     * Which files are wanted.
     *
     * @param wellKnown whether the place where keepalived's users look is written without being asked for
     */
    static List<Path> wanted(CommandLine line, boolean wellKnown) {
        List<Path> files = new ArrayList<>();
        for (Option option : List.of(Option.PID, Option.CHECKERS_PID, Option.VRRP_PID, Option.BFD_PID)) {
            line.value(option).map(file -> Path.of(file).toAbsolutePath()).ifPresent(files::add);
        }
        if (wellKnown && !line.has(Option.PID)) {
            files.add(DEFAULT);
        }
        return files;
    }

    /** Writes them all, or none. */
    static PidFiles write(List<Path> files) throws StartRefused {
        PidFiles pidFiles = new PidFiles();
        for (Path file : files) {
            try {
                pidFiles.write(file);
            } catch (StartRefused e) {
                pidFiles.close();
                throw e;
            }
        }
        return pidFiles;
    }

    private void write(Path file) throws StartRefused {
        long holder = livingHolder(file);
        if (holder > 0) {
            throw new StartRefused(
                    ExitCode.FATAL,
                    file + ": pid " + holder + " is running already; stop it, or name another file with -p FILE"
                            + " (and another state folder with --state-dir DIR)");
        }
        try {
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--")); // whatever the mask is
        } catch (IOException e) {
            throw new StartRefused(ExitCode.NO_PERMISSION, file + ": the pid file cannot be written: " + e);
        }
        written.add(file);
    }

    /** The process that the file names, when it is alive, another one, and one of our kind; otherwise 0. */
    private static long livingHolder(Path file) {
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            String command = new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")), StandardCharsets.ISO_8859_1);
            boolean ours = command.contains("keepalived") || command.contains("mainstay");
            return pid != ProcessHandle.current().pid() && ours ? pid : 0;
        } catch (IOException | NumberFormatException e) { // no file, no process, or not a pid: stale
            return 0;
        }
    }

    @Override
    public void close() {
        for (Path file : written) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // A stale pid file is harmless.
            }
        }
        written.clear();
    }
}
