// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.console;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * A socket's place in the file system. It appears there complete: bound under another name, given its mode, then renamed, so
 * that there is no moment at which others could connect.
 *
 * @param path where it is
 * @param key identifies the file that was made, so that a successor's is not removed
 */
record SocketFile(Path path, Object key) {
    /** The kernel's limit for a path, less the closing NUL. */
    static final int LONGEST = 107;

    static SocketFile bind(ServerSocketChannel listener, Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path folder = Objects.requireNonNull(absolute.getParent(), "a socket needs a folder");
        Path unfinished = folder.resolve(".c" + ProcessHandle.current().pid());
        for (Path name : new Path[] {absolute, unfinished}) {
            int length = name.toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST) {
                throw new IOException("the socket's path " + name + " has " + length + " bytes, the system's limit is "
                        + LONGEST + ": choose a shorter --state-dir");
            }
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        refuseIfInUse(absolute);
        Files.deleteIfExists(unfinished);
        listener.bind(UnixDomainSocketAddress.of(unfinished));
        try {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
            Object key = key(unfinished);
            Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new SocketFile(absolute, key);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private static void refuseIfInUse(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(path + " is not a socket: remove it, or choose another --state-dir");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return; // nobody listens any more: left behind by a process that was killed
        }
        throw new IOException(
                "another process listens on " + path + ": stop it, or give this one a --state-dir of its own");
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Removes the socket, if it is still the one that was made. */
    void remove() {
        try {
            if (Objects.equals(key, key(path))) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // gone already, or not ours to remove
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
