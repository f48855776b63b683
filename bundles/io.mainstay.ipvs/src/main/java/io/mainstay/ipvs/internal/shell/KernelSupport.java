// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.model.Scheduler;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether this host's kernel has IPVS, found out from a handful of files: no module is loaded for it, no library, no process
 * started.
 *
 * @param state whether and how
 * @param reason why not, one clause, and what to do; empty unless {@link State#ABSENT}
 * @param schedulers those that the kernel has, as far as its modules can be seen; else all
 */
record KernelSupport(State state, String reason, Set<Scheduler> schedulers) {

    /** Whether and how there is IPVS. */
    enum State {
        /** It runs. */
        PRESENT,
        /** Its module is there and may be loaded. */
        LOADABLE,
        /** Not here. */
        ABSENT
    }

    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_SYS_MODULE = 16;
    private static final String MODULE = "ip_vs";
    private static final String INTERFACE = "proc/net/ip_vs";

    KernelSupport {
        schedulers = Set.copyOf(schedulers);
    }

    boolean usable() {
        return state != State.ABSENT;
    }

    /** @param root {@code /}; another one in tests */
    static KernelSupport probe(Path root) {
        Path modules = modules(root);
        long capabilities = capabilities(root);
        boolean running = Files.exists(root.resolve(INTERFACE));
        if (!has(capabilities, CAP_NET_ADMIN)) {
            return absent((running ? "the kernel has IPVS, but this" : "this")
                    + " process lacks the capability CAP_NET_ADMIN; start it as root, or give it that capability");
        }
        if (running) {
            return new KernelSupport(State.PRESENT, "", schedulers(root, modules));
        }
        if (!hasModule(modules)) {
            return absent(
                    "the kernel " + read(root.resolve("proc/sys/kernel/osrelease")) + " has no IPVS: there is no /"
                            + INTERFACE + ", and no module " + MODULE + " in /" + root.relativize(modules)
                            + "; use a kernel with CONFIG_IP_VS");
        }
        if (!has(capabilities, CAP_SYS_MODULE)) {
            return absent(
                    "the module " + MODULE + " is not loaded, and this process lacks the capability CAP_SYS_MODULE;"
                            + " load it at boot (a line 'ip_vs' in /etc/modules-load.d/ipvs.conf)");
        }
        return new KernelSupport(State.LOADABLE, "", schedulers(root, modules));
    }

    /** As this, after the module could not be loaded. */
    static KernelSupport absent(String reason) {
        return new KernelSupport(State.ABSENT, reason, Set.of());
    }

    private static Path modules(Path root) {
        return root.resolve("lib/modules/" + read(root.resolve("proc/sys/kernel/osrelease")));
    }

    private static boolean hasModule(Path modules) {
        if (!files(modules.resolve("kernel/net/netfilter/ipvs"), MODULE + ".ko*")
                .isEmpty()) {
            return true;
        }
        // Another layout; one line per module, its path before a colon.
        return read(modules.resolve("modules.dep")).contains("/" + MODULE + ".ko");
    }

    private static Set<Scheduler> schedulers(Path root, Path modules) {
        List<String> files = files(modules.resolve("kernel/net/netfilter/ipvs"), MODULE + "_*.ko*");
        if (files.isEmpty()) {
            return EnumSet.allOf(Scheduler.class); // built in, or elsewhere: the kernel will say
        }
        String builtIn = read(modules.resolve("modules.builtin"));
        Set<Scheduler> there = EnumSet.noneOf(Scheduler.class);
        for (Scheduler scheduler : Scheduler.values()) {
            String module = MODULE + "_" + scheduler.keyword();
            if (files.stream().anyMatch(file -> file.startsWith(module + ".ko"))
                    || Files.exists(root.resolve("sys/module/" + module))
                    || builtIn.contains("/" + module + ".ko")) {
                there.add(scheduler);
            }
        }
        return there;
    }

    private static List<String> files(Path folder, String pattern) {
        List<String> names = new java.util.ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException e) {
            return List.of();
        }
        return names;
    }

    private static long capabilities(Path root) {
        for (String line : read(root.resolve("proc/self/status")).split("\n")) {
            if (line.startsWith("CapEff:")) {
                return Long.parseUnsignedLong(line.substring("CapEff:".length()).trim(), 16);
            }
        }
        return 0;
    }

    private static boolean has(long capabilities, int number) {
        return (capabilities >>> number & 1) == 1;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).trim();
        } catch (IOException e) {
            return "";
        }
    }
}
