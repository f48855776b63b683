// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.host;

import io.mainstay.config.internal.interpret.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The Linux machine that this process runs on. Thread-safety: stateless. */
public final class LocalHost implements Host {
    private static final int GROUP_WRITE = 0020;
    private static final int OTHERS_WRITE = 0002;

    @Override
    public String name() {
        try {
            // Not InetAddress.getLocalHost, which may wait for a name server.
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
        } catch (IOException e) {
            return "localhost";
        }
    }

    @Override
    public Optional<InetAddress> resolve(String name) {
        try {
            return Optional.of(InetAddress.getByName(name));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasAccount(String name) {
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public boolean hasGroup(String name) {
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Not from /sys, which may belong to another network namespace, nor from the JDK, which reads all addresses, too. */
    @Override
    public Set<String> interfaces() {
        Set<String> names = new HashSet<>();
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/dev"))) {
            lines.forEach(line -> {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    names.add(line.substring(0, colon).trim());
                }
            });
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
        return names;
    }

    @Override
    public OptionalInt mtu(String device) {
        try {
            NetworkInterface found = NetworkInterface.getByName(device);
            return found == null ? OptionalInt.empty() : OptionalInt.of(found.getMTU());
        } catch (SocketException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public Map<String, Long> routingNames(String file, Optional<String> etc, Optional<String> usr) {
        Map<String, Long> names = new HashMap<>();
        Path own = Path.of(etc.orElse("/etc/iproute2"));
        for (Path folder : List.of(Path.of(usr.orElse("/usr/share/iproute2")), Path.of("/usr/lib/iproute2"), own)) {
            readNames(folder.resolve(file), names);
        }
        try (DirectoryStream<Path> more = Files.newDirectoryStream(own.resolve(file + ".d"), "*.conf")) {
            List<Path> sorted = new ArrayList<>();
            more.forEach(sorted::add);
            sorted.stream().sorted().forEach(path -> readNames(path, names));
        } catch (IOException e) {
            // there need not be such a folder
        }
        return names;
    }

    /** Lines of a number, decimal or hexadecimal, and a name. */
    private static void readNames(Path path, Map<String, Long> names) {
        try (Stream<String> lines = Files.lines(path)) {
            lines.map(line -> line.replaceFirst("#.*", "").trim().split("\\s+"))
                    .filter(words -> words.length >= 2 && words[0].matches("0[xX][0-9a-fA-F]{1,8}|\\d{1,10}"))
                    .forEach(words -> names.put(words[1], Long.decode(words[0].replaceFirst("^0+(?=\\d)", ""))));
        } catch (IOException | UncheckedIOException e) {
            // not every host has all of them
        }
    }

    @Override
    public boolean runsAsRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    @Override
    public ScriptFile inspect(String program) {
        try {
            Path path = find(program);
            if (path == null || !Files.isRegularFile(path)) {
                return new ScriptFile(false, false, Optional.empty());
            }
            return new ScriptFile(true, Files.isExecutable(path), writablePart(path.toRealPath()));
        } catch (IOException | InvalidPathException e) {
            return new ScriptFile(false, false, Optional.empty());
        }
    }

    private static Path find(String program) {
        if (program.indexOf('/') >= 0) {
            return Path.of(program).toAbsolutePath();
        }
        String search = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        for (String directory : search.split(":")) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, program);
            if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                return candidate.toAbsolutePath();
            }
        }
        return null;
    }

    /** The first part, from the root on, that somebody else than root can replace or change. */
    private static Optional<String> writablePart(Path real) throws IOException {
        Path part = real.getRoot();
        for (int i = 0; i <= real.getNameCount(); i++) {
            if (i > 0) {
                part = part.resolve(real.getName(i - 1));
            }
            Map<String, Object> attributes = Files.readAttributes(part, "unix:uid,gid,mode");
            int mode = (Integer) attributes.get("mode");
            boolean byGroup = (mode & GROUP_WRITE) != 0 && !Integer.valueOf(0).equals(attributes.get("gid"));
            boolean byOwner = !Integer.valueOf(0).equals(attributes.get("uid"));
            if (byOwner || byGroup || (mode & OTHERS_WRITE) != 0) {
                return Optional.of(part.toString());
            }
        }
        return Optional.empty();
    }
}
