// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where this instance finds and keeps its files. Pure; nothing is created here.
 *
 * @param home the distribution; may be read-only and shared
 * @param state this instance's own folder
 * @param socket the console's unix-domain socket
 * @param checks folder of the checkers that come with the distribution
 * @param plugins folders watched for plugins
 * @param etc folder watched for configuration files
 */
record Folders(Path home, Path state, Path socket, Path checks, List<Path> plugins, Path etc) {

    /**
     * @param environment of the process: XDG_STATE_HOME, XDG_RUNTIME_DIR, HOME
     * @param root whether the process may write below /var/lib and /run
     */
    static Folders of(CommandLine line, Path home, Map<String, String> environment, boolean root) {
        Path state = line.value(Option.STATE_DIR)
                .map(dir -> Path.of(dir).toAbsolutePath().normalize())
                .orElseGet(() -> defaultState(environment, root));
        Path socket =
                line.has(Option.STATE_DIR) ? state.resolve("mainstay.sock") : defaultSocket(state, environment, root);
        Path checks = line.value(Option.CHECK_DIR).map(Folders::absolute).orElse(home.resolve("checks"));
        List<Path> plugins = line.values(Option.PLUGINS).isEmpty()
                ? List.of(home.resolve("plugins"))
                : line.values(Option.PLUGINS).stream().map(Folders::absolute).toList();
        Path etc = line.value(Option.ETC).map(Folders::absolute).orElse(home.resolve("etc"));
        return new Folders(home, state, socket, checks, plugins, etc);
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    private static Path defaultState(Map<String, String> environment, boolean root) {
        if (root) {
            return Path.of("/var/lib/mainstay");
        }
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = xdg.startsWith("/") // the XDG specification: a relative path is ignored
                ? Path.of(xdg)
                : Path.of(environment.getOrDefault("HOME", "/tmp"), ".local", "state");
        return base.resolve("mainstay");
    }

    private static Path defaultSocket(Path state, Map<String, String> environment, boolean root) {
        if (root) {
            return Path.of("/run/mainstay/mainstay.sock");
        }
        String xdg = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return xdg.startsWith("/") ? Path.of(xdg, "mainstay", "mainstay.sock") : state.resolve("mainstay.sock");
    }
}
