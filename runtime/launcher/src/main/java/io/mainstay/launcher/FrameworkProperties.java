// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the framework and, through it, the bundles are told. The names are those of {@code RuntimePaths}. Pure. */
final class FrameworkProperties {
    /** Packages of the class path that bundles share; the old SLF4J version is there for bundles that ask for 1.7. */
    static final String SYSTEM_PACKAGES = String.join(
            ",",
            "org.osgi.service.log;version=\"1.5.0\"",
            "org.slf4j;version=\"1.7.36\"",
            "org.slf4j.helpers;version=\"1.7.36\"",
            "org.slf4j.spi;version=\"1.7.36\"",
            "org.slf4j;version=\"2.0.20\"",
            "org.slf4j.event;version=\"2.0.20\"",
            "org.slf4j.helpers;version=\"2.0.20\"",
            "org.slf4j.spi;version=\"2.0.20\"");

    /**
     * Native libraries stand in lib/native, and their jars on the class path: as fragments they would only be resolved. The
     * simulation has a process of its own.
     */
    private static final List<String> ALWAYS_LEFT_OUT =
            List.of("netty-transport-native-epoll-", "io.mainstay.simulate-");

    private FrameworkProperties() {}

    static Map<String, Object> of(CommandLine line, Folders folders, Path defaultConfig) {
        Map<String, Object> properties = new LinkedHashMap<>();
        // The cache is wiped at each start: no state of an earlier run, or of a crash, can hinder this one.
        properties.put(
                "org.osgi.framework.storage", folders.state().resolve("cache").toString());
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put("org.osgi.framework.system.packages.extra", SYSTEM_PACKAGES);
        properties.put("felix.log.logger", new FrameworkLog());
        properties.put("felix.service.urlhandlers", "false");
        properties.put("felix.cm.pm", "memory"); // the files in etc/ are the truth
        properties.put("ds.factory.enabled", "false");
        properties.put("gosh.args", "--nointeractive --noshutdown");

        properties.put("mainstay.home", folders.home().toString());
        properties.put("mainstay.state", folders.state().toString());
        properties.put("mainstay.socket", folders.socket().toString());
        properties.put(
                "mainstay.plugins",
                Stream.concat(Stream.of(folders.checks()), folders.plugins().stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(":")));
        properties.put("mainstay.etc", folders.etc().toString());
        line.value(Option.USE_FILE)
                .map(file -> Path.of(file).toAbsolutePath().normalize())
                .or(() -> java.util.Optional.ofNullable(defaultConfig))
                .ifPresent(file -> properties.put("mainstay.config", file.toString()));
        line.value(Option.CONFIG_ID).ifPresent(id -> properties.put("mainstay.config-id", id));
        if (line.has(Option.CONFIG_TEST)) {
            properties.put("mainstay.test-only", "true");
            line.value(Option.CONFIG_TEST)
                    .map(file -> Path.of(file).toAbsolutePath())
                    .ifPresent(file -> properties.put("mainstay.test-output", file.toString()));
        }
        flag(line, Option.DUMP_CONF, "mainstay.dump-config", properties);
        if (line.has(Option.ALL_CONFIG)) {
            properties.put("mainstay.include-check", "all");
        }
        flag(line, Option.DONT_RELEASE_IPVS, "mainstay.keep-ipvs", properties);
        flag(line, Option.DONT_RELEASE_VRRP, "mainstay.keep-vrrp", properties);
        flag(line, Option.DONT_RESPAWN, "mainstay.dont-respawn", properties);
        return properties;
    }

    private static void flag(CommandLine line, Option option, String property, Map<String, Object> properties) {
        if (line.has(option)) {
            properties.put(property, "true");
        }
    }

    static SystemBundles.Choice bundles(CommandLine line, Folders folders) {
        List<String> leftOut =
                Stream.concat(ALWAYS_LEFT_OUT.stream(), leftOut(line)).toList();
        return new SystemBundles.Choice(
                folders.home().resolve("system"), name -> leftOut.stream().noneMatch(name::startsWith));
    }

    /** Which system bundles are left out: what a validation does not need, and what {@code -P} or {@code -C} rule out. */
    private static Stream<String> leftOut(CommandLine line) {
        if (line.has(Option.CONFIG_TEST)) {
            return Stream.of(
                    "io.mainstay.shell", "io.mainstay.notify", "org.apache.felix.gogo", "org.apache.felix.metatype");
        }
        if (line.has(Option.VRRP) && !line.has(Option.CHECK)) {
            return Stream.of("io.mainstay.balancer", "io.mainstay.checks-", "io.mainstay.proxy", "io.mainstay.ipvs");
        }
        if (line.has(Option.CHECK) && !line.has(Option.VRRP)) {
            return Stream.of("io.mainstay.vrrp", "io.mainstay.carp");
        }
        return Stream.of();
    }
}
