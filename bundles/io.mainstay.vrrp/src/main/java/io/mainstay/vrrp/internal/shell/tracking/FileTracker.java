// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.vrrp.internal.machine.PriorityTracker.Result;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads a track file when its directory changes.
 *
 * <p>Thread-safety: tracker thread.
 */
final class FileTracker implements Tracker {
    /** Writers truncate, then write: an empty file is believed when it still is after this. */
    private static final long PATIENCE_MILLIS = 50;

    private static final int MOST = 64;

    private final TrackFile configured;
    private final Path path;
    private final FolderWatch folders;
    private final ScheduledExecutorService thread;
    private final TrackerSink sink;
    private Runnable unwatch = () -> {};
    private boolean stopped;

    FileTracker(TrackFile configured, FolderWatch folders, ScheduledExecutorService thread, TrackerSink sink) {
        this.configured = configured;
        path = Path.of(configured.file());
        this.folders = folders;
        this.thread = thread;
        this.sink = sink;
    }

    /** The number that a file says now. */
    static long read(Path file) {
        String text = text(file);
        return text == null ? 0 : FileNumber.of(text);
    }

    /** Null when it cannot be read; no longer than a number needs. */
    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void start() {
        unwatch = folders.watch(path, this::changed);
        tell(text(path));
    }

    @Override
    public void stop() {
        stopped = true;
        unwatch.run();
    }

    private void changed() {
        if (stopped) {
            return;
        }
        String text = text(path);
        if (text != null && text.isBlank()) {
            thread.schedule(
                    () -> {
                        if (!stopped) {
                            tell(text(path));
                        }
                    },
                    PATIENCE_MILLIS,
                    TimeUnit.MILLISECONDS);
            return;
        }
        tell(text);
    }

    private void tell(String text) {
        long value = text == null ? 0 : FileNumber.of(text);
        String detail = text == null ? path + " does not exist" : path + " says " + value;
        sink.result(TrackerRef.Kind.FILE, configured.name(), Result.OK, value, detail);
    }
}
