// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import java.math.BigDecimal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Walks over the words of one statement whose options stand in any order, as in {@code ip address}. */
final class Line {
    private final BlockReader reader;
    private final ConfigNode node;
    private final List<Word> words;
    private int next;
    private boolean failed;
    private final Set<String> seen = new HashSet<>(4);

    private Line(BlockReader reader, ConfigNode node, List<Word> words) {
        this.reader = reader;
        this.node = node;
        this.words = words;
    }

    /** Over a statement that is a value itself: its keyword is the first word. */
    static Line whole(BlockReader reader, ConfigNode node) {
        List<Word> words = new ArrayList<>(node.arguments().size() + 1);
        words.add(node.keyword());
        words.addAll(node.arguments());
        reader.rejectBlock(node);
        return new Line(reader, node, words);
    }

    /** Over the words after the keyword. */
    static Line arguments(BlockReader reader, ConfigNode node) {
        reader.rejectBlock(node);
        return new Line(reader, node, node.arguments());
    }

    /** Over the words from one on. */
    static Line from(BlockReader reader, ConfigNode node, int first) {
        List<Word> all = node.arguments();
        return new Line(reader, node, all.subList(Math.min(first, all.size()), all.size()));
    }

    boolean hasNext() {
        return next < words.size();
    }

    Word next() {
        return words.get(next++);
    }

    /** The text of the word that comes next; empty at the end. */
    String peek() {
        return hasNext() ? words.get(next).text() : "";
    }

    /** Reports an option that stands here a second time. */
    void once(Word option) {
        if (!seen.add(option.text())) {
            error(option.at(), "'" + option + "' is given twice", "keep one of them");
        }
    }

    /** Takes the next word when it is this one. */
    boolean take(String text) {
        if (!peek().equals(text) || !hasNext()) {
            return false;
        }
        next++;
        return true;
    }

    Position at() {
        return node.at();
    }

    /** Whether an error was reported here. */
    boolean failed() {
        return failed;
    }

    void error(DiagnosticKind kind, Position at, String message, String hint) {
        failed = true;
        reader.error(kind, at, message, hint);
    }

    void error(Position at, String message, String hint) {
        error(DiagnosticKind.GENERAL, at, message, hint);
    }

    void warning(Position at, String message, String hint) {
        reader.warning(DiagnosticKind.WARNING, at, message, hint);
    }

    void deprecated(Word word, String instead) {
        reader.warning(DiagnosticKind.DEPRECATED, word.at(), "'" + word + "' is deprecated", "use '" + instead + "'");
    }

    void unknown(Word word, Collection<String> known) {
        error(
                word.at(),
                "'" + word + "' is not known here",
                NearestKeyword.of(word.text(), known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("known are: " + String.join(", ", new TreeSet<>(known))));
    }

    /** The value after an option. */
    <T> Optional<T> value(Word option, String expected, Function<String, Optional<T>> parser) {
        return value(option, DiagnosticKind.GENERAL, expected, parser);
    }

    private <T> Optional<T> value(
            Word option, DiagnosticKind kind, String expected, Function<String, Optional<T>> parser) {
        if (!hasNext()) {
            error(DiagnosticKind.MISSING_PARAMETER, option.at(), "'" + option + "' needs a value: " + expected, "");
            return Optional.empty();
        }
        Word word = next();
        Optional<T> value = parser.apply(word.text());
        if (value.isEmpty()) {
            error(kind, word.at(), "'" + word + "' is not valid for '" + option + "': expected " + expected, "");
        }
        return value;
    }

    Optional<String> text(Word option, String expected) {
        return value(option, expected, text -> text.isEmpty() ? Optional.empty() : Optional.of(text));
    }

    /** An interface's name: 1 to 15 bytes, no blank, no slash. */
    Optional<String> device(Word option) {
        return value(
                option, "the name of an interface", text -> Optional.of(text).filter(Line::isDevice));
    }

    static boolean isDevice(String text) {
        return !text.isEmpty()
                && text.length() <= 15
                && !text.equals(".")
                && !text.equals("..")
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != ':');
    }

    /** A decimal or {@code 0x} whole number in a range. */
    OptionalLong number(Word option, long min, long max) {
        return value(
                        option,
                        DiagnosticKind.INVALID_NUMBER,
                        "a whole number from " + min + " to " + max,
                        text -> number(text).filter(n -> n >= min && n <= max))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    OptionalInt integer(Word option, int min, int max) {
        OptionalLong number = number(option, min, max);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    static Optional<Long> number(String text) {
        if (!text.startsWith("0x") && !text.startsWith("0X")) {
            return Values.integer(text);
        }
        String digits = text.substring(2);
        return digits.matches("[0-9a-fA-F]{1,15}") ? Optional.of(Long.parseLong(digits, 16)) : Optional.empty();
    }

    Optional<InetAddress> address(Word option) {
        return value(option, "an IPv4 or IPv6 address", Line::address);
    }

    /** An address as the kernel takes it: no leading zeros, no scope, no IPv4 in IPv6 clothes. */
    static Optional<InetAddress> address(String text) {
        boolean ipv6 = text.indexOf(':') >= 0;
        if (text.indexOf('%') >= 0 || !ipv6 && text.matches("(.*\\.)?0\\d.*")) {
            return Optional.empty();
        }
        return Values.address(text).filter(address -> address instanceof Inet6Address == ipv6);
    }

    /** Decimal seconds with a resolution of a microsecond. */
    Optional<Duration> seconds(Word option, Duration min, Duration max) {
        return value(
                option,
                DiagnosticKind.INVALID_NUMBER,
                "seconds from " + plain(min) + " to " + plain(max),
                text -> Values.timer(text).filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0));
    }

    static String plain(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}
