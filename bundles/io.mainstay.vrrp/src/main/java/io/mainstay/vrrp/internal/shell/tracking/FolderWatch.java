// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of changes of single files, by watching the folders that they are in (inotify). One thread that waits; listeners run on
 * the executor.
 *
 * <p>Thread-safety: any thread.
 */
final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private record Listener(Path name, Runnable changed) {}

    private final Executor executor;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Map<WatchKey, List<Listener>> listeners = new HashMap<>();
    private WatchService service;

    FolderWatch(Executor executor) {
        this.executor = executor;
    }

    /** Calls {@code changed} when the file is made, written or removed. Returns what ends that. */
    synchronized Runnable watch(Path file, Runnable changed) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (service == null) {
                service = FileSystems.getDefault().newWatchService();
                Thread thread = new Thread(() -> run(service), "mainstay-vrrp-files");
                thread.setDaemon(true);
                thread.start();
            }
            WatchKey key = folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            Listener listener = new Listener(file.getFileName(), changed);
            keys.put(folder, key);
            listeners.computeIfAbsent(key, k -> new ArrayList<>()).add(listener);
            return () -> unwatch(folder, key, listener);
        } catch (IOException e) {
            LOG.error(
                    "{}: changes of this track file will not be seen: its folder cannot be watched: {}",
                    file,
                    e.toString());
            return () -> {};
        }
    }

    private synchronized void unwatch(Path folder, WatchKey key, Listener listener) {
        List<Listener> all = listeners.getOrDefault(key, new ArrayList<>());
        all.remove(listener);
        if (all.isEmpty()) {
            key.cancel();
            listeners.remove(key);
            keys.remove(folder);
        }
    }

    private void run(WatchService from) {
        try {
            while (true) {
                WatchKey key = from.take();
                List<WatchEvent<?>> events = key.pollEvents();
                key.reset();
                for (Listener listener : listeners(key)) {
                    if (events.stream().anyMatch(event -> concerns(event, listener.name()))) {
                        executor.execute(listener.changed());
                    }
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.debug("track files are no longer watched");
        } catch (java.util.concurrent.RejectedExecutionException e) {
            LOG.debug("nobody listens to track files any more");
        }
    }

    private synchronized List<Listener> listeners(WatchKey key) {
        return List.copyOf(listeners.getOrDefault(key, List.of()));
    }

    private static boolean concerns(WatchEvent<?> event, Path name) {
        return event.kind() == StandardWatchEventKinds.OVERFLOW || name.equals(event.context());
    }

    @Override
    public synchronized void close() {
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                LOG.debug("closing the watch of track files failed", e);
            }
        }
    }
}
