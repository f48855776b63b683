// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files in memory; directories exist as far as files are in them. */
public final class FakeFiles implements ConfigFiles {
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    /** One file, {@code main.conf}. */
    public static FakeFiles main(String text) {
        return new FakeFiles().with("main.conf", text);
    }

    public FakeFiles with(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        kinds.put(path, Kind.FILE);
        return this;
    }

    public FakeFiles with(String path, byte[] bytes) {
        files.put(path, bytes);
        kinds.put(path, Kind.FILE);
        return this;
    }

    FakeFiles executable(String path) {
        kinds.put(path, Kind.EXECUTABLE);
        return this;
    }

    FakeFiles unreadable(String path) {
        kinds.put(path, Kind.FILE);
        files.put(path, null);
        return this;
    }

    FakeFiles link(String path, String target) {
        links.put(path, target);
        return with(path, new String(files.get(target), StandardCharsets.UTF_8));
    }

    @Override
    public Kind kind(String path) {
        if (kinds.containsKey(path)) {
            return kinds.get(path);
        }
        return kinds.keySet().stream().anyMatch(p -> p.startsWith(path + "/")) ? Kind.DIRECTORY : Kind.ABSENT;
    }

    @Override
    public List<String> list(String directory) {
        String prefix = directory.equals(".") ? "" : directory.endsWith("/") ? directory : directory + "/";
        return files.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()))
                .map(rest -> rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest)
                .distinct()
                .sorted(java.util.Comparator.reverseOrder())
                .toList();
    }

    @Override
    public byte[] read(String path) throws IOException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new IOException("Permission denied");
        }
        return bytes;
    }

    @Override
    public String canonical(String path) {
        return links.getOrDefault(path, path);
    }
}
