// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.host;

import io.mainstay.config.internal.syntax.ConfigFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Files on disk; relative paths count from the working directory of the process. Thread-safety: stateless. */
public final class DiskFiles implements ConfigFiles {
    private static final Set<PosixFilePermission> EXECUTE = Set.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    @Override
    public Kind kind(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.exists(file)) {
                return Kind.ABSENT;
            }
            if (Files.isDirectory(file)) {
                return Kind.DIRECTORY;
            }
            if (!Files.isRegularFile(file)) {
                return Kind.OTHER;
            }
            boolean executable = Files.getPosixFilePermissions(file).stream().anyMatch(EXECUTE::contains);
            return executable ? Kind.EXECUTABLE : Kind.FILE;
        } catch (IOException | InvalidPathException e) {
            return Kind.ABSENT;
        }
    }

    @Override
    public List<String> list(String directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            return List.of();
        }
        return names;
    }

    @Override
    public byte[] read(String path) throws IOException {
        return Files.readAllBytes(Path.of(path));
    }

    @Override
    public String canonical(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException | InvalidPathException e) {
            return path;
        }
    }
}
