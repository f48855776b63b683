// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which services of the kernel's table are ours, kept in a file so that the next start knows it after a {@code kill -9}. It
 * is written before a service is added, so that there is never one that nobody answers for. What it says counts for the same
 * boot only: the table does not survive one. One thread.
 */
final class OwnedServices {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedServices.class);
    private static final String BOOT = "boot ";

    private final Path file;
    private final String boot;
    private final Set<ServiceKey> keys = new LinkedHashSet<>();
    private boolean writable = true;

    /**
     * @param file where they are kept; need not exist
     * @param boot identifies this boot and the network namespace
     */
    OwnedServices(Path file, String boot) {
        this.file = file;
        this.boot = boot;
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (!lines.isEmpty() && lines.get(0).equals(BOOT + boot)) {
                lines.stream().skip(1).forEach(line -> parse(line).ifPresent(keys::add));
            }
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be read ({}): services that an earlier run left in the kernel and that are no longer"
                            + " configured stay there; see ipvsadm -Ln",
                    file,
                    e.toString());
        }
    }

    Set<ServiceKey> keys() {
        return Set.copyOf(keys);
    }

    /** Adds before the kernel does. */
    void add(Collection<ServiceKey> more) {
        if (keys.addAll(more)) {
            write();
        }
    }

    /** Removes after the kernel did. */
    void remove(Collection<ServiceKey> gone) {
        if (keys.removeAll(gone)) {
            write();
        }
    }

    private void write() {
        if (!writable) {
            return;
        }
        StringBuilder text = new StringBuilder(BOOT).append(boot).append('\n');
        keys.forEach(key -> text.append(text(key)).append('\n'));
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            writable = false;
            LOG.warn(
                    "{} cannot be written ({}): after a crash, services that are no longer configured stay in the"
                            + " kernel",
                    file,
                    e.toString());
        }
    }

    static String text(ServiceKey key) {
        if (key instanceof ServiceKey.Fwmark mark) {
            return "fwmark " + mark.mark() + (mark.ipv6() ? " inet6" : " inet");
        }
        ServiceKey.Address address = (ServiceKey.Address) key;
        String host = io.mainstay.api.model.AddressText.of(address.endpoint().address());
        return address.protocol().name().toLowerCase(Locale.ROOT) + " " + host + " "
                + address.endpoint().port();
    }

    static Optional<ServiceKey> parse(String line) {
        String[] words = line.split(" ");
        if (words.length != 3) {
            return Optional.empty();
        }
        if (words[0].equals("fwmark")) {
            return Values.integer(words[1]).map(mark -> new ServiceKey.Fwmark(mark, words[2].equals("inet6")));
        }
        for (Protocol protocol : Protocol.values()) {
            if (protocol.name().toLowerCase(Locale.ROOT).equals(words[0])) {
                return Values.address(words[1])
                        .flatMap(a -> Values.integer(words[2])
                                .filter(port -> port >= 0 && port <= 65535)
                                .map(port -> new ServiceKey.Address(protocol, new Endpoint(a, port.intValue()))));
            }
        }
        return Optional.empty();
    }
}
