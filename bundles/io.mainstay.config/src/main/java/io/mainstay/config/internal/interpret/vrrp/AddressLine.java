// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualAddress.Flags;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code ADDRESS[/LEN] [brd ADDRESS|+|-] [dev IF] [scope S] [label L] [peer ADDRESS[/LEN]] …}: one line of
 * {@code virtual_ipaddress}, {@code virtual_ipaddress_excluded} or {@code static_ipaddress}.
 */
final class AddressLine {
    private static final long FOR_EVER = 0xffff_ffffL;
    private static final List<String> COMMON = List.of(
            "brd",
            "broadcast",
            "dev",
            "scope",
            "label",
            "peer",
            "home",
            "-nodad",
            "nodad",
            "mngtmpaddr",
            "noprefixroute",
            "autojoin",
            "preferred_lft",
            "no_track",
            "track_group",
            "use_vmac");

    private final Line line;
    private final Context context;
    private final boolean virtual;

    private Optional<String> device = Optional.empty();
    private Optional<String> label = Optional.empty();
    private Optional<Word> broadcast = Optional.empty();
    private int scope = VirtualAddress.GLOBAL;
    private Optional<InetAddress> peer = Optional.empty();
    private boolean home;
    private boolean noDad;
    private boolean manageTemporary;
    private boolean noPrefixRoute;
    private boolean autoJoin;
    private OptionalLong preferred = OptionalLong.empty();
    private boolean preferredGiven;
    private boolean tracked = true;
    private Optional<String> trackGroup = Optional.empty();
    private boolean vmac;

    private AddressLine(Line line, Context context, boolean virtual) {
        this.line = line;
        this.context = context;
        this.virtual = virtual;
    }

    /** Reads an address that moves with an instance. */
    static Optional<VirtualAddress> virtual(BlockReader reader, ConfigNode node, Context context) {
        return new AddressLine(Line.whole(reader, node), context, true).read();
    }

    /** Reads an address that is installed at the start. */
    static Optional<VirtualAddress> fixed(BlockReader reader, ConfigNode node, Context context) {
        return new AddressLine(Line.whole(reader, node), context, false).read();
    }

    private Optional<VirtualAddress> read() {
        Word first = line.next();
        int slash = first.text().indexOf('/');
        Optional<InetAddress> address =
                Line.address(slash < 0 ? first.text() : first.text().substring(0, slash));
        if (address.isEmpty()) {
            line.error(
                    first.at(),
                    "'" + first + "' is not an address: expected such as 192.0.2.1/24 or 2001:db8::1/64",
                    "");
            return Optional.empty();
        }
        boolean ipv6 = address.get() instanceof Inet6Address;
        int bits = ipv6 ? 128 : 32;
        OptionalInt length =
                slash < 0 ? OptionalInt.empty() : length(first, first.text().substring(slash + 1), bits);
        while (line.hasNext()) {
            option(line.next(), ipv6, bits, slash >= 0).ifPresent(word -> line.unknown(word, COMMON));
        }
        if (line.failed()) {
            return Optional.empty();
        }
        int prefix = peerLength.orElse(length.orElse(bits));
        if (ipv6 && prefix == 128 && !preferredGiven) {
            preferred = OptionalLong.of(0);
        }
        Optional<InetAddress> resolved = broadcast(address.get(), prefix);
        if (line.failed()) {
            return Optional.empty();
        }
        return Optional.of(new VirtualAddress(
                address.get(),
                prefix,
                device,
                label,
                resolved,
                scope,
                peer,
                new Flags(home, noDad, manageTemporary, noPrefixRoute, autoJoin),
                preferred,
                tracked,
                trackGroup,
                vmac));
    }

    private OptionalInt peerLength = OptionalInt.empty();

    /** Takes an option with its value; the word itself when it is none. */
    private Optional<Word> option(Word word, boolean ipv6, int bits, boolean hasLength) {
        line.once(word);
        switch (word.text()) {
            case "dev" -> {
                device = line.device(word);
                device.ifPresent(name -> context.devices.named(name, word.at(), "for an address"));
            }
            case "brd", "broadcast" -> {
                Optional<String> text = line.value(
                        word,
                        "an IPv4 address, + or -",
                        t -> t.equals("+") || t.equals("-") || isIpv4(t) ? Optional.of(t) : Optional.empty());
                broadcast = text.map(t -> new Word(t, "", 0, 0));
                onlyIpv4(word, ipv6);
            }
            case "scope" -> {
                scope = line.value(
                                word,
                                "global, site, link, host, nowhere or a number from 0 to 255",
                                t -> RoutingWords.named(t, context.names.scopes(), 255))
                        .map(Long::intValue)
                        .orElse(scope);
                onlyIpv4(word, ipv6);
            }
            case "label" -> {
                label = line.value(
                        word,
                        "a label of 1 to 15 characters",
                        t -> t.isEmpty() || t.length() > 15 ? Optional.empty() : Optional.of(t));
                onlyIpv4(word, ipv6);
            }
            case "peer" -> peer(word, ipv6, bits, hasLength);
            case "home" -> home = true;
            case "-nodad", "nodad" -> noDad = true;
            case "mngtmpaddr" -> manageTemporary = true;
            case "noprefixroute" -> noPrefixRoute = true;
            case "autojoin" -> autoJoin = true;
            case "preferred_lft" -> {
                preferredGiven = true;
                preferred = line.take("forever") ? OptionalLong.empty() : lifetime(word);
            }
            case "no_track" -> tracked = false;
            case "track_group" -> {
                if (virtual) {
                    return Optional.of(word);
                }
                trackGroup = RoutingWords.group(line, word, context);
            }
            case "use_vmac" -> {
                if (!virtual) {
                    return Optional.of(word);
                }
                vmac = true;
            }
            default -> {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** The greatest number is for ever, too. */
    private OptionalLong lifetime(Word word) {
        OptionalLong seconds = line.number(word, 0, FOR_EVER);
        return seconds.isPresent() && seconds.getAsLong() == FOR_EVER ? OptionalLong.empty() : seconds;
    }

    private void peer(Word word, boolean ipv6, int bits, boolean hasLength) {
        if (!line.hasNext()) {
            line.error(DiagnosticKind.MISSING_PARAMETER, word.at(), "'peer' needs a value: an address", "");
            return;
        }
        Word value = line.next();
        int slash = value.text().indexOf('/');
        peer = Line.address(slash < 0 ? value.text() : value.text().substring(0, slash))
                .filter(address -> address instanceof Inet6Address == ipv6);
        if (peer.isEmpty()) {
            line.error(
                    value.at(), "'" + value + "' is not valid for 'peer': expected an address of the same family", "");
            return;
        }
        if (hasLength) {
            line.warning(
                    word.at(),
                    "with 'peer' the prefix length belongs to the peer's address; the one given first is ignored",
                    "write 'peer ADDRESS/LEN'");
        }
        peerLength =
                slash < 0 ? OptionalInt.of(bits) : length(value, value.text().substring(slash + 1), bits);
    }

    private OptionalInt length(Word word, String text, int bits) {
        Optional<Long> length = Values.integer(text).filter(n -> n >= 0 && n <= bits);
        if (length.isEmpty()) {
            line.error(
                    DiagnosticKind.INVALID_NUMBER,
                    word.at(),
                    "'" + word + "' has no valid prefix length: expected /0 to /" + bits,
                    "");
            return OptionalInt.empty();
        }
        return OptionalInt.of(length.get().intValue());
    }

    private static boolean isIpv4(String text) {
        return Line.address(text).filter(a -> !(a instanceof Inet6Address)).isPresent();
    }

    private void onlyIpv4(Word option, boolean ipv6) {
        if (ipv6) {
            line.error(option.at(), "'" + option + "' is for IPv4 addresses only", "remove it");
        }
    }

    /** {@code +} sets all host bits and {@code -} clears them; a network of one or two addresses has no broadcast. */
    private Optional<InetAddress> broadcast(InetAddress address, int length) {
        if (broadcast.isEmpty()) {
            return Optional.empty();
        }
        String text = broadcast.get().text();
        if (!text.equals("+") && !text.equals("-")) {
            return Line.address(text);
        }
        if (length > 30) {
            return Optional.empty();
        }
        byte[] bytes = address.getAddress();
        for (int bit = length; bit < 32; bit++) {
            int mask = 0x80 >> (bit % 8);
            bytes[bit / 8] = (byte) (text.equals("+") ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of four bytes", e);
        }
    }
}
