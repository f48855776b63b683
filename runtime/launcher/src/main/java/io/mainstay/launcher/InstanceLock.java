// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * One process per state folder. The lock is the kernel's, so it ends with the process however that ends; the file itself may
 * stay and means nothing.
 */
final class InstanceLock implements AutoCloseable {
    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the state folder when it is not there, and takes it. */
    static InstanceLock take(Path state) throws StartRefused {
        try {
            Files.createDirectories(
                    state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw refused(state, e);
        }
        Path file = state.resolve("lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String holder = read(channel);
                channel.close();
                throw new StartRefused(
                        ExitCode.FATAL,
                        state + ": another instance uses this state folder"
                                + (holder.isEmpty() ? "" : " (pid " + holder + ")")
                                + "; stop it, or give this one a folder of its own with --state-dir DIR");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new InstanceLock(channel);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) { // held by this very JVM, as in tests
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    }

    private static StartRefused refused(Path path, IOException e) {
        boolean permission = e instanceof AccessDeniedException;
        String why = permission
                ? "permission denied"
                : e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
        return new StartRefused(
                permission ? ExitCode.NO_PERMISSION : ExitCode.FATAL,
                path + ": cannot be used for this instance's state: " + why
                        + "; give a folder that can be written with --state-dir DIR");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The process is ending; the kernel gives the lock back.
        }
    }
}
