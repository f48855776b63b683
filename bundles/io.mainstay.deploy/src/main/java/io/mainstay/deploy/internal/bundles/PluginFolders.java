// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of several folders. What is no jar is passed over: silently when it is hidden or an editor's or copy program's
 * temporary file, with one log line otherwise.
 *
 * <p>Thread-safety: one call at a time.
 */
final class PluginFolders {
    private static final Logger log = LoggerFactory.getLogger(PluginFolders.class);

    private final List<Path> folders;
    private final Set<Path> mentioned = new HashSet<>();
    private final Map<Path, Set<Path>> lastListing = new HashMap<>();

    PluginFolders(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    List<Path> folders() {
        return folders;
    }

    /**
     * Every jar, with the index of its folder. A folder that is there and cannot be listed keeps the jars that it had: a
     * network file system that stumbles takes no plugin away.
     */
    Map<Path, Integer> jars() {
        Map<Path, Integer> jars = new TreeMap<>();
        for (int i = 0; i < folders.size(); i++) {
            int index = i;
            list(folders.get(i)).forEach(jar -> jars.putIfAbsent(jar, index));
        }
        return jars;
    }

    private Set<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            lastListing.remove(folder);
            return Set.of();
        }
        Set<Path> jars = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (isJar(entry)) {
                    jars.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            if (mentioned.add(folder)) {
                log.error("{} cannot be listed; what was deployed from it goes on: {}", folder, e.getMessage());
            }
            return lastListing.getOrDefault(folder, Set.of());
        }
        mentioned.remove(folder);
        lastListing.put(folder, jars);
        return jars;
    }

    private boolean isJar(Path entry) {
        String name = entry.getFileName().toString();
        if (isNoise(name)) {
            return false;
        }
        boolean directory = Files.isDirectory(entry);
        if (name.endsWith(".jar") && !directory) {
            return true;
        }
        if (mentioned.add(entry)) {
            log.info(
                    "{} is ignored: only files named *.jar are deployed{}",
                    entry,
                    directory ? ", and folders are not searched" : "");
        }
        return false;
    }

    private static boolean isNoise(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".")
                || lower.startsWith("readme")
                || lower.endsWith("~")
                || lower.endsWith(".tmp")
                || lower.endsWith(".part")
                || lower.endsWith(".filepart")
                || lower.endsWith(".swp")
                || lower.endsWith(".bak");
    }
}
