// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All trackers of scripts, files and processes. Those whose definition does not change go on over a reload, with their results.
 *
 * <p>Thread-safety: control thread; trackers run on a thread of their own.
 */
public final class TrackerCrew implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerCrew.class);

    private final ScriptRunner scripts;
    private final TrackerSink sink;
    private final ScheduledThreadPoolExecutor thread;
    private final FolderWatch folders;
    private final Map<Object, Tracker> trackers = new HashMap<>();
    private boolean started;

    public TrackerCrew(ScriptRunner scripts, TrackerSink sink) {
        this.scripts = scripts;
        this.sink = sink;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, "mainstay-vrrp-track");
            created.setDaemon(true);
            return created;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        folders = new FolderWatch(thread);
    }

    /** What track files say now; those with an initial value get it, at the first call only. */
    public Map<String, Long> fileValues(VrrpConfiguration configuration) {
        Map<String, Long> values = new HashMap<>();
        for (TrackFile file : configuration.trackFiles()) {
            Path path = Path.of(file.file());
            if (!started) {
                initialise(file, path);
            }
            values.put(file.name(), FileTracker.read(path));
        }
        started = true;
        return values;
    }

    private static void initialise(TrackFile file, Path path) {
        if (file.initialValue().isEmpty() || Files.exists(path) && !file.overwrite()) {
            return;
        }
        try {
            Files.writeString(path, file.initialValue().getAsInt() + "\n");
        } catch (IOException e) {
            LOG.error("track_file {}: {} cannot be initialised: {}", file.name(), path, e.toString());
        }
    }

    /** Tracks what this configuration says, and nothing else. */
    public void follow(VrrpConfiguration configuration) {
        List<Object> wanted = new ArrayList<>(configuration.scripts());
        wanted.addAll(configuration.trackFiles());
        wanted.addAll(configuration.trackProcesses());
        trackers.entrySet().removeIf(entry -> {
            if (wanted.contains(entry.getKey())) {
                return false;
            }
            thread.execute(entry.getValue()::stop);
            return true;
        });
        configuration.scripts().forEach(s -> begin(s, new ScriptTracker(s, scripts, thread, sink)));
        configuration.trackFiles().forEach(f -> begin(f, new FileTracker(f, folders, thread, sink)));
        configuration.trackProcesses().forEach(p -> begin(p, new ProcessTracker(p, ProcessTable.HOST, thread, sink)));
    }

    private void begin(Object definition, Tracker tracker) {
        if (trackers.putIfAbsent(definition, tracker) == null) {
            thread.execute(tracker::start);
        }
    }

    /** Ends all; scripts under way are asked to end. */
    @Override
    public void close() {
        trackers.values().forEach(tracker -> thread.execute(tracker::stop));
        trackers.clear();
        thread.shutdown();
        folders.close();
    }
}
