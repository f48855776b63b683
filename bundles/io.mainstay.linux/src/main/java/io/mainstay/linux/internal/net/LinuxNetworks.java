// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.Networks;
import io.mainstay.platform.net.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;

/**
 * The networks of this host. Nothing native is loaded before somebody asks for one. Thread-safety: any thread.
 */
@Component(service = Networks.class)
public final class LinuxNetworks implements Networks {
    private static final List<Path> FOLDERS = List.of(Path.of("/run/netns"), Path.of("/var/run/netns"));

    private final Map<String, Entered> named = new HashMap<>();
    private LinuxNetwork host;

    @Activate
    public LinuxNetworks(@Reference(target = HostAbilities.NETWORKS) Condition able) {
        this();
    }

    LinuxNetworks() {}

    @Deactivate
    synchronized void deactivate() {
        if (host != null) {
            host.close();
        }
        named.values().forEach(entered -> entered.network.close());
        named.clear();
    }

    @Override
    public synchronized Network host() {
        if (host == null) {
            host = new LinuxNetwork(Namespace.HOST);
        }
        return host;
    }

    @Override
    public synchronized Network namespace(String nameOrPath) throws SystemCallException {
        if (nameOrPath.isEmpty()) {
            return host();
        }
        Path path = file(nameOrPath);
        Object identity = identity(path);
        Entered known = named.get(nameOrPath);
        if (known != null && known.identity.equals(identity)) {
            return known.network;
        }
        LinuxNetwork network =
                new LinuxNetwork(Namespace.enter(path.getFileName().toString(), path.toString()));
        named.put(nameOrPath, new Entered(identity, network));
        if (known != null) {
            known.network.close();
        }
        return network;
    }

    private static Path file(String nameOrPath) throws SystemCallException {
        if (nameOrPath.startsWith("/")) {
            return Path.of(nameOrPath);
        }
        if (nameOrPath.indexOf('/') >= 0 || nameOrPath.equals("..") || nameOrPath.equals(".")) {
            throw new SystemCallException("open", nameOrPath, Errno.EINVAL, "not the name of a network namespace");
        }
        return FOLDERS.stream()
                .map(folder -> folder.resolve(nameOrPath))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new SystemCallException(
                        "open",
                        FOLDERS.get(0).resolve(nameOrPath).toString(),
                        Errno.ENOENT,
                        "there is no network namespace of that name (ip netns add " + nameOrPath + ")"));
    }

    /** Device and inode: those of the namespace, when it is mounted there. */
    private static Object identity(Path path) throws SystemCallException {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:dev,ino");
            return List.of(attributes.get("dev"), attributes.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            throw new SystemCallException("stat", path.toString(), Errno.ENOENT, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> names() {
        try (Stream<Path> files = Files.list(FOLDERS.get(0))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private record Entered(Object identity, LinuxNetwork network) {}
}
