// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.AddressText;
import io.mainstay.platform.net.InterfaceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in the state folder with the addresses that this process may put on interfaces, written before any is. After a crash
 * the next start finds there what may have been left behind, also when the configuration was changed in between.
 *
 * <p>Thread-safety: control thread.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    static final String FILE = "carp-addresses";

    /**
     * An address on an interface.
     *
     * @param device name of the interface
     * @param address without scope
     * @param prefixLength of its network
     */
    record Entry(String device, InetAddress address, int prefixLength) {
        boolean is(InterfaceAddress other) {
            return Ipv6Scope.strip(other.address()).equals(address) && other.prefixLength() == prefixLength;
        }

        @Override
        public String toString() {
            return device + " " + AddressText.of(address) + "/" + prefixLength;
        }

        private static Optional<Entry> parse(String line) {
            int blank = line.indexOf(' ');
            int slash = line.indexOf('/');
            if (blank <= 0 || slash < blank) {
                return Optional.empty();
            }
            return Values.address(line.substring(blank + 1, slash))
                    .flatMap(address -> Values.integer(line.substring(slash + 1))
                            .filter(length -> length >= 0 && length <= address.getAddress().length * 8)
                            .map(length -> new Entry(line.substring(0, blank), address, length.intValue())));
        }
    }

    private final Path file;
    private String written = "";

    /** @param folder of this process; null keeps nothing */
    Leftovers(Path folder) {
        file = folder == null ? null : folder.resolve(FILE);
    }

    /** What an earlier process may have left behind. */
    List<Entry> read() {
        List<Entry> entries = new ArrayList<>();
        if (file != null) {
            try {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    Entry.parse(line).ifPresent(entries::add);
                }
            } catch (NoSuchFileException e) {
                // a first start, or an orderly end before this one
            } catch (IOException e) {
                LOG.warn(
                        "{}: cannot be read, so addresses of an earlier run are not looked for: {}",
                        file,
                        e.toString());
            }
        }
        return entries;
    }

    /** Before these addresses are used; none removes the file. */
    void write(Collection<Entry> entries) {
        if (file == null) {
            return;
        }
        StringBuilder text = new StringBuilder();
        TreeSet<String> lines = new TreeSet<>();
        entries.forEach(entry -> lines.add(entry.toString()));
        lines.forEach(line -> text.append(line).append('\n'));
        if (text.toString().equals(written)) {
            return;
        }
        try {
            if (lines.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Path draft = file.resolveSibling("." + FILE + ".tmp");
                Files.writeString(draft, text);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            written = text.toString();
        } catch (IOException e) {
            LOG.warn(
                    "{}: cannot be written, so a start after a crash will not find its addresses: {}",
                    file,
                    e.toString());
        }
    }
}
