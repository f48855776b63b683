// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code virtual_server_group NAME}: lines of {@code IP [port]}, {@code a.b.c.d-e [port]}, {@code a.b.c.d-e.f.g.h [port]},
 * {@code net/len [port]}, the same for IPv6 (where the short range is of the last group, hexadecimal), and {@code fwmark N
 * [inet|inet6]}. A network stands for all of its addresses.
 */
final class VirtualServerGroupBlock {
    /** More addresses than this in one line are a mistake, or a case for a firewall mark. */
    static final int MOST_ADDRESSES = 65536;
    /** The same for all groups together. */
    static final int MOST_ADDRESSES_IN_ALL = 4 * MOST_ADDRESSES;

    private final BlockReader reader;
    private final int room;
    private final List<ServiceKey> members = new ArrayList<>();

    private VirtualServerGroupBlock(BlockReader reader, int room) {
        this.reader = reader;
        this.room = room;
    }

    /**
     * Reads the block.
     *
     * @param room how many addresses it may have
     */
    static Optional<VirtualServerGroup> read(BlockReader reader, int room) {
        ConfigNode block = reader.block();
        reader.rejectSurplus(block, 1);
        if (block.arguments().isEmpty()) {
            reader.error(DiagnosticKind.MISSING_PARAMETER, block.at(), "'virtual_server_group' needs a name");
            return Optional.empty();
        }
        VirtualServerGroupBlock group = new VirtualServerGroupBlock(reader, room);
        block.block().forEach(group::member);
        if (block.block().isEmpty()) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    block.at(),
                    "the group '" + block.arguments().get(0) + "' is empty",
                    "give it addresses");
        }
        return Optional.of(new VirtualServerGroup(block.arguments().get(0).text(), List.copyOf(group.members)));
    }

    private void member(ConfigNode line) {
        if (line.hasBlock()) {
            reader.error(DiagnosticKind.UNEXPECTED_OPEN_BRACE, line.at(), "'" + line.name() + "' takes no block");
        } else if (line.name().equals("fwmark")) {
            fwmark(line);
        } else {
            reader.rejectSurplus(line, 1);
            port(line).ifPresent(port -> addresses(line.keyword(), port));
        }
    }

    private void fwmark(ConfigNode line) {
        reader.rejectSurplus(line, 2);
        Optional<Long> mark = Fwmark.read(reader, line, 0);
        Optional<Boolean> ipv6 = line.argument(1).isEmpty()
                ? Optional.of(false)
                : Fwmark.family(reader, line.argument(1).get());
        if (mark.isPresent() && ipv6.isPresent()) {
            members.add(new ServiceKey.Fwmark(mark.get(), ipv6.get()));
        }
    }

    private Optional<Integer> port(ConfigNode line) {
        Optional<Word> word = line.argument(0);
        if (word.isEmpty() || word.get().text().equals("0")) {
            return Optional.of(0);
        }
        Optional<Integer> port = Values.port(word.get().text());
        if (port.isEmpty()) {
            reader.error(
                    DiagnosticKind.INVALID_NUMBER,
                    word.get().at(),
                    "'" + word.get() + "' is not valid here: expected a port from 1 to 65535");
        }
        return port;
    }

    private void addresses(Word word, int port) {
        String text = word.text();
        int slash = text.indexOf('/');
        int dash = text.indexOf('-');
        if (slash < 0 && dash < 0) {
            Values.address(text).ifPresentOrElse(address -> add(address, port), () -> wrong(word));
        } else if (slash >= 0) {
            network(word, text.substring(0, slash), text.substring(slash + 1), port);
        } else {
            range(word, text.substring(0, dash), text.substring(dash + 1), port);
        }
    }

    private void network(Word word, String address, String length, int port) {
        Optional<InetAddress> base = Values.address(address);
        int bits = base.map(b -> b.getAddress().length * 8).orElse(0);
        Optional<Long> prefix = Values.integer(length).filter(n -> n >= 0 && n <= bits);
        if (base.isEmpty() || prefix.isEmpty()) {
            wrong(word);
            return;
        }
        int free = bits - prefix.get().intValue();
        if (free > 16) {
            tooMany(word);
            return;
        }
        byte[] first = base.get().getAddress();
        int low = (first[first.length - 2] & 0xff) << 8 | first[first.length - 1] & 0xff;
        int count = 1 << free;
        addAll(word, first, low & -count, count, port);
    }

    private void range(Word word, String from, String to, int port) {
        Optional<InetAddress> first = Values.address(from);
        Optional<InetAddress> last = first.flatMap(f ->
                Values.address(to).or(() -> Values.address(from.substring(0, lastSeparator(from) + 1) + to)));
        byte[] a = first.map(InetAddress::getAddress).orElse(new byte[0]);
        byte[] b = last.map(InetAddress::getAddress).orElse(new byte[1]);
        if (a.length != b.length) {
            wrong(word);
            return;
        }
        for (int i = 0; i < a.length - 2; i++) {
            if (a[i] != b[i]) {
                tooMany(word);
                return;
            }
        }
        int low = (a[a.length - 2] & 0xff) << 8 | a[a.length - 1] & 0xff;
        int high = (b[b.length - 2] & 0xff) << 8 | b[b.length - 1] & 0xff;
        if (high < low) {
            reader.error(
                    DiagnosticKind.GENERAL, word.at(), "the range '" + word + "' ends before it begins", "swap them");
            return;
        }
        addAll(word, a, low, high - low + 1, port);
    }

    private static int lastSeparator(String address) {
        return Math.max(address.lastIndexOf('.'), address.lastIndexOf(':'));
    }

    private void addAll(Word word, byte[] base, int low, int count, int port) {
        if (members.size() + count > room) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    word.at(),
                    "with '" + word + "' the groups have more than " + MOST_ADDRESSES_IN_ALL + " addresses",
                    "mark the packets in the firewall and use 'fwmark N'");
            return;
        }
        for (int value = low; value < low + count; value++) {
            byte[] bytes = base.clone();
            bytes[bytes.length - 2] = (byte) (value >> 8);
            bytes[bytes.length - 1] = (byte) value;
            try {
                add(InetAddress.getByAddress(bytes), port);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address of 4 or 16 bytes", e);
            }
        }
    }

    private void add(InetAddress address, int port) {
        members.add(new ServiceKey.Address(Protocol.TCP, new Endpoint(address, port)));
    }

    private void wrong(Word word) {
        reader.error(
                DiagnosticKind.GENERAL,
                word.at(),
                "'" + word + "' is not valid in a group: expected an address, a range such as 10.0.0.1-9, "
                        + "a network such as 10.0.0.0/24, or 'fwmark N'");
    }

    private void tooMany(Word word) {
        reader.error(
                DiagnosticKind.GENERAL,
                word.at(),
                "'" + word + "' has more than " + MOST_ADDRESSES + " addresses",
                "mark the packets in the firewall and use 'fwmark N'");
    }
}
