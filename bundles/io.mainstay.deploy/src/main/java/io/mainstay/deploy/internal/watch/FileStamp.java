// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * Tells one state of a file from another without reading it. The change time and the inode catch what size and
 * modification time do not: a file overwritten or moved into place with both preserved.
 *
 * <p>Thread-safety: immutable.
 */
public record FileStamp(long size, FileTime modified, Object changed, Object inode) {

    /** The stamp of a regular file; empty when it is gone or is no regular file (links are followed). */
    public static Optional<FileStamp> of(Path file) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                Map<String, Object> a =
                        Files.readAttributes(file, "unix:isRegularFile,size,lastModifiedTime,ctime,ino");
                return Boolean.TRUE.equals(a.get("isRegularFile"))
                        ? Optional.of(new FileStamp(
                                (Long) a.get("size"),
                                (FileTime) a.get("lastModifiedTime"),
                                a.get("ctime"),
                                a.get("ino")))
                        : Optional.empty();
            }
            Map<String, Object> a = Files.readAttributes(file, "isRegularFile,size,lastModifiedTime");
            return Boolean.TRUE.equals(a.get("isRegularFile"))
                    ? Optional.of(new FileStamp((Long) a.get("size"), (FileTime) a.get("lastModifiedTime"), "", ""))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // gone between listing and looking
        }
    }
}
