// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.watch;

import static io.mainstay.deploy.internal.framework.EmbeddedFramework.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderWatchTest {
    @TempDir
    Path folder;

    private final AtomicInteger scans = new AtomicInteger();

    private void awaitScanAfter(int before) {
        awaitThat("scan", () -> scans.get() > before);
    }

    @Test
    void eventsOfAllFoldersLeadToScans() throws IOException {
        Path a = Files.createDirectory(folder.resolve("a"));
        Path b = Files.createDirectory(folder.resolve("b"));
        try (FolderWatch watch = new FolderWatch("test", List.of(a, b), scans::incrementAndGet)) {
            watch.start();
            Files.createFile(a.resolve("x"));
            awaitScanAfter(0);
            int before = scans.get();
            Files.createFile(b.resolve("x"));
            awaitScanAfter(before);
        }
    }

    @Test
    void whatHappensBetweenConstructionAndStartIsNotMissed() throws IOException {
        try (FolderWatch watch = new FolderWatch("test", List.of(folder), scans::incrementAndGet)) {
            Files.createFile(folder.resolve("x"));
            watch.start();
            awaitScanAfter(0);
        }
    }

    @Test
    void aFolderMayGoAndComeBack() throws IOException {
        Path a = folder.resolve("a");
        try (FolderWatch watch = new FolderWatch("test", List.of(a), scans::incrementAndGet)) {
            watch.start();
            for (int round = 0; round < 2; round++) {
                int before = scans.get();
                Files.createDirectory(a);
                awaitScanAfter(before);
                int there = scans.get();
                Files.createFile(a.resolve("x"));
                awaitScanAfter(there);
                int filled = scans.get();
                Files.delete(a.resolve("x"));
                Files.delete(a);
                awaitScanAfter(filled);
            }
        }
    }

    @Test
    void aScanThatThrowsIsNotTheLast() throws IOException {
        Runnable failing = () -> {
            scans.incrementAndGet();
            throw new IllegalStateException("on purpose");
        };
        try (FolderWatch watch = new FolderWatch("test", List.of(folder), failing)) {
            watch.start();
            Files.createFile(folder.resolve("x"));
            awaitScanAfter(0);
            int before = scans.get();
            Files.createFile(folder.resolve("y"));
            awaitScanAfter(before);
        }
    }

    @Test
    void aStampSeesAFileOverwrittenWithSizeAndTimePreserved() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "one");
        FileTime time = Files.getLastModifiedTime(file);
        FileStamp before = FileStamp.of(file).orElseThrow();
        assertThat(FileStamp.of(file)).contains(before);

        Path other = Files.writeString(folder.resolve("y"), "two");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(FileStamp.of(file).orElseThrow()).isNotEqualTo(before);
        assertThat(FileStamp.of(folder)).isEmpty();
        assertThat(FileStamp.of(folder.resolve("none"))).isEmpty();
    }
}
