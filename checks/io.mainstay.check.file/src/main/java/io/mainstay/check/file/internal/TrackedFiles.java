// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.file.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The numbers in files, kept up to date by inotify. Each file's folder is watched, or the nearest one above it that is there,
 * so that files and folders may come and go; a watched file costs one entry, however many checks look at it.
 *
 * <p>A writer that truncates before it writes leaves an empty file for a moment: a change counts once nothing more has
 * happened for {@value #SETTLE_MILLIS} ms, {@value #EMPTY_MILLIS} ms for an empty file.
 *
 * <p>Thread-safety: any thread; one of its own reads, as long as a file is watched.
 */
final class TrackedFiles implements AutoCloseable {
    private static final long SETTLE_MILLIS = 5;
    private static final long EMPTY_MILLIS = 100;
    private static final int MOST_READ = 128;

    /**
     * What was last seen in a file.
     *
     * @param number 0 when there is no file, or no number in it
     * @param text what there is, for people
     * @param problem why it cannot be read; empty when it can, and when it is not there
     */
    record Seen(int number, String text, String problem) {
        static final Seen UNWATCHED = new Seen(0, "not read yet", "it has not been read yet");
    }

    private static final class Entry {
        final Set<Subscription> subscriptions = new HashSet<>();
        volatile Seen seen = Seen.UNWATCHED;
        Path watched;
        boolean empty;
    }

    private final class Subscription implements AutoCloseable {
        final Path file;
        final Runnable changed;

        Subscription(Path file, Runnable changed) {
            this.file = file;
            this.changed = changed;
        }

        @Override
        public void close() {
            forget(this);
        }
    }

    private final Map<Path, Entry> entries = new HashMap<>();
    private final Map<Path, WatchKey> folders = new HashMap<>();
    private WatchService service;
    private boolean closed;

    /** Tells of each change of the number, and of the number at first. */
    AutoCloseable watch(Path file, Runnable changed) {
        Subscription subscription = new Subscription(file, changed);
        synchronized (this) {
            if (closed) {
                return subscription;
            }
            open();
            Entry entry = entries.get(file);
            if (entry == null) {
                entry = new Entry();
                entries.put(file, entry);
                watchFolder(file, entry);
                entry.seen = read(file);
            }
            entry.subscriptions.add(subscription);
        }
        changed.run();
        return subscription;
    }

    /** What a file says; nothing is read. */
    synchronized Seen seen(Path file) {
        Entry entry = entries.get(file);
        return entry == null ? Seen.UNWATCHED : entry.seen;
    }

    private synchronized void forget(Subscription subscription) {
        Entry entry = entries.get(subscription.file);
        if (entry != null && entry.subscriptions.remove(subscription) && entry.subscriptions.isEmpty()) {
            entries.remove(subscription.file);
            releaseFolders();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        entries.clear();
        if (service != null) {
            try {
                service.close(); // ends the thread
            } catch (IOException e) {
                // it is of no use any more either way
            }
        }
    }

    private void open() {
        if (service == null) {
            try {
                service = FileSystems.getDefault().newWatchService();
            } catch (IOException e) {
                throw new IllegalStateException("no file can be watched: " + e.getMessage(), e);
            }
            WatchService own = service;
            Thread thread = new Thread(() -> run(own), "check-FILE_CHECK-files");
            thread.setDaemon(true);
            thread.start();
        }
    }

    // ---- folders ----------------------------------------------------------------------------------------------

    /** The file's folder, or what is there of its path; and the folder above, which tells when that one is replaced. */
    private void watchFolder(Path file, Entry entry) {
        Path folder = file.getParent();
        while (folder != null && !register(folder)) {
            folder = folder.getParent();
        }
        entry.watched = folder;
        if (folder != null && folder.getParent() != null) {
            register(folder.getParent());
        }
    }

    private boolean register(Path folder) {
        if (folders.containsKey(folder)) {
            return true;
        }
        try {
            folders.put(
                    folder,
                    folder.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
            return true;
        } catch (IOException e) {
            return false; // it is not there, or not ours to look at
        }
    }

    private void releaseFolders() {
        Set<Path> needed = new HashSet<>();
        for (Entry entry : entries.values()) {
            if (entry.watched != null) {
                needed.add(entry.watched);
                needed.add(entry.watched.getParent());
            }
        }
        folders.entrySet().removeIf(folder -> {
            if (needed.contains(folder.getKey())) {
                return false;
            }
            folder.getValue().cancel();
            return true;
        });
    }

    // ---- changes ----------------------------------------------------------------------------------------------

    private void run(WatchService own) {
        try {
            while (true) {
                Set<Path> touched = new HashSet<>();
                collect(own.take(), touched);
                for (WatchKey key = next(own, SETTLE_MILLIS); key != null; key = next(own, SETTLE_MILLIS)) {
                    collect(key, touched);
                }
                refresh(touched, false);
                if (hasEmpty(touched)) {
                    for (WatchKey key = next(own, EMPTY_MILLIS); key != null; key = next(own, SETTLE_MILLIS)) {
                        collect(key, touched);
                    }
                    refresh(touched, true);
                }
            }
        } catch (ClosedWatchServiceException e) {
            // the end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static WatchKey next(WatchService own, long millis) throws InterruptedException {
        return own.poll(millis, TimeUnit.MILLISECONDS);
    }

    private static void collect(WatchKey key, Set<Path> touched) {
        Path folder = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.context() instanceof Path name) {
                touched.add(folder.resolve(name));
            } else {
                touched.add(folder); // some events were lost: look at all of it
            }
        }
        if (!key.reset()) {
            touched.add(folder); // it has gone
        }
    }

    private synchronized boolean hasEmpty(Set<Path> touched) {
        return entries.entrySet().stream()
                .anyMatch(e ->
                        e.getValue().empty && (touched.contains(e.getKey()) || folderTouched(touched, e.getKey())));
    }

    private static boolean folderTouched(Set<Path> touched, Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (touched.contains(folder)) {
                return true;
            }
        }
        return false;
    }

    private void refresh(Set<Path> touched, boolean evenEmpty) {
        List<Runnable> tell = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            if (!evenEmpty) {
                folders.entrySet().removeIf(folder -> {
                    if (touched.contains(folder.getKey())) {
                        folder.getValue().cancel(); // another one may be there now
                        return true;
                    }
                    return false;
                });
            }
            entries.forEach((file, entry) -> {
                boolean otherFolder = folderTouched(touched, file);
                if (otherFolder) {
                    watchFolder(file, entry);
                }
                if (otherFolder || touched.contains(file)) {
                    Seen seen = read(file);
                    entry.empty = seen.text().isEmpty();
                    if ((!entry.empty || evenEmpty) && !seen.equals(entry.seen)) {
                        entry.seen = seen;
                        entry.subscriptions.forEach(s -> tell.add(s.changed));
                    }
                }
            });
            releaseFolders();
        }
        tell.forEach(Runnable::run);
    }

    private static Seen read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_READ), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            String line = (end < 0 ? text : text.substring(0, end)).strip();
            return new Seen(FileNumber.of(text), line, "");
        } catch (NoSuchFileException e) {
            return new Seen(0, "there is no such file", "");
        } catch (IOException e) {
            return new Seen(0, "not readable", file + " cannot be read: " + e.getMessage());
        }
    }
}
