// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a scan soon after anything happens in one of several folders: when {@link #QUIET} has passed without a further
 * event (at the latest after {@link #PATIENCE}, so that one file that is written all the time holds up no other), and every
 * {@link #SLOW} for file systems that tell nothing, such as NFS. A folder that does not exist yet is waited for.
 *
 * <p>Thread-safety: all methods from any thread. Scans run on one daemon thread, never two at a time.
 */
public final class FolderWatch implements AutoCloseable {
    static final Duration QUIET = Duration.ofMillis(50);
    static final Duration PATIENCE = Duration.ofSeconds(1);
    static final Duration SLOW = Duration.ofSeconds(30);
    /** Between scans where the host gives us no watches (inotify limit reached). */
    static final Duration POLL = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    private final List<Path> folders;
    private final Runnable scan;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final WatchService service;
    private final Thread thread;

    /**
     * Registers with the folders at once, so that nothing which happens after a scan by the caller is missed; scans from
     * {@link #start} on.
     *
     * @param name of the thread
     */
    public FolderWatch(String name, List<Path> folders, Runnable scan) {
        this.folders = List.copyOf(folders);
        this.scan = scan;
        this.service = open();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        register();
    }

    private static WatchService open() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            log.warn(
                    "no file events on this host ({}); folders are looked at every {} s instead. Raise the sysctl"
                            + " fs.inotify.max_user_instances to change that",
                    e.getMessage(),
                    POLL.toSeconds());
            return null;
        }
    }

    public void start() {
        thread.start();
    }

    /** Ends the thread; waits for a scan that is running, but not for ever. */
    @Override
    public void close() {
        closed.countDown();
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                log.debug("closing the watch service", e);
            }
        }
        if (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                if (service == null) {
                    closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    awaitEvents();
                }
                if (closed.getCount() > 0) {
                    register();
                    scanOnce();
                }
            }
        } catch (ClosedWatchServiceException e) {
            log.trace("closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEvents() throws InterruptedException {
        WatchKey key = service.poll(SLOW.toMillis(), TimeUnit.MILLISECONDS);
        long first = System.nanoTime();
        while (key != null) {
            key.pollEvents();
            key.reset(); // invalid when the folder is gone; register() sees to it
            boolean patient = System.nanoTime() - first < PATIENCE.toNanos();
            key = patient ? service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS) : null;
        }
    }

    private void scanOnce() {
        try {
            scan.run();
        } catch (RuntimeException | LinkageError e) {
            log.error("scan of {} failed; it is repeated when something changes", folders, e);
        }
    }

    /** Watches every folder that is there, and the parent of those that are not. */
    private void register() {
        if (service == null) {
            return;
        }
        Set<Path> wanted = new HashSet<>();
        for (Path folder : folders) {
            Path parent = folder.toAbsolutePath().getParent();
            if (Files.isDirectory(folder)) {
                wanted.add(folder);
            } else if (parent != null && Files.isDirectory(parent)) {
                wanted.add(parent);
            }
        }
        keys.entrySet().removeIf(entry -> {
            if (wanted.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().cancel();
            return true;
        });
        wanted.forEach(this::watch);
    }

    private void watch(Path folder) {
        WatchKey key = keys.get(folder);
        if (key != null && key.isValid()) {
            return;
        }
        try {
            keys.put(folder, folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE));
        } catch (IOException e) {
            keys.remove(folder);
            log.debug("cannot watch {}; it is looked at every {} s", folder, SLOW.toSeconds(), e);
        }
    }
}
