// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.slf4j.LoggerFactory;

/**
 * A framework in the making: on a thread of its own, which takes as long as setting logging up and looking at the system
 * bundles' manifests do on the main one. Loggers are looked up late here, so that they do not hold it up.
 *
 * <p>Thread-safety: begun and awaited by one thread.
 */
final class FrameworkStart {
    private static final String OLD_CACHE = "cache-of-before-";

    private final ClassPathBundles connected = new ClassPathBundles(System.getProperty("java.class.path"));
    private final SystemBundles bundles;
    private final FutureTask<Framework> framework;

    private FrameworkStart(Supplier<Map<String, Object>> properties, SystemBundles.Choice choice) {
        bundles = new SystemBundles(choice, connected);
        framework = new FutureTask<>(() -> make(properties.get()));
    }

    /** Begins. Needs the lock of the state folder: the bundle cache is wiped here. */
    static FrameworkStart begin(Supplier<Map<String, Object>> properties, SystemBundles.Choice choice) {
        FrameworkStart start = new FrameworkStart(properties, choice);
        Thread thread = new Thread(start.framework, "framework");
        thread.setDaemon(true);
        thread.start();
        return start;
    }

    SystemBundles bundles() {
        return bundles;
    }

    /** The framework, initialised but not started. */
    Framework await() throws StartRefused {
        try {
            return framework.get();
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            throw new StartRefused(ExitCode.SOFTWARE, "interrupted during the start");
        }
    }

    static StartRefused failed(Throwable cause) {
        return new StartRefused(
                ExitCode.SOFTWARE,
                "the framework does not start: " + cause.getMessage()
                        + (cause.getCause() == null ? "" : ": " + cause.getCause())
                        + "; is there room in the state folder?");
    }

    private Framework make(Map<String, Object> properties) throws Exception {
        Path cache = Path.of((String) properties.get(Constants.FRAMEWORK_STORAGE));
        setAside(cache);
        @SuppressWarnings({"unchecked", "rawtypes"
        }) // Felix takes objects for some properties; the interface says strings
        Framework made = new FrameworkFactory().newFramework((Map) properties, connected);
        made.init();
        discardBundleIds(cache);
        return made;
    }

    /** The cache of an earlier run is out of the way at once; emptying it can wait until this one serves. */
    private static void setAside(Path cache) {
        try {
            if (Files.isDirectory(cache)) {
                Files.move(cache, cache.resolveSibling(OLD_CACHE + System.nanoTime()));
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(FrameworkStart.class).debug("the framework empties {}: {}", cache, e.toString());
        }
    }

    /** Deletes what {@link #setAside} has left, also that of a run that did not come so far. */
    static void deleteOldCaches(Path cacheNow) {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(cacheNow.getParent(), OLD_CACHE + "*")) {
            for (Path cache : old) {
                TemporaryFolder.deleteTree(cache);
            }
        } catch (IOException | UncheckedIOException e) {
            LoggerFactory.getLogger(FrameworkStart.class)
                    .warn("the bundle cache of an earlier run stays: {}; it may be deleted", e.toString());
        }
    }

    /**
     * The framework truncates and writes a file with its next bundle number at each installation, which some file systems take
     * milliseconds for. Nobody reads it: the cache does not outlive the process.
     */
    private static void discardBundleIds(Path cache) {
        Path file = cache.resolve("bundle0").resolve("bundle.id");
        try {
            Files.deleteIfExists(file);
            Files.createSymbolicLink(file, Path.of("/dev/null"));
        } catch (IOException e) {
            LoggerFactory.getLogger(FrameworkStart.class).debug("{} stays a file: {}", file, e.toString());
        }
    }
}
