// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import io.mainstay.api.model.Endpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the statements of one block by keyword, typed, and remembers everything that is wrong: values of the wrong form
 * or out of range, surplus arguments, and, at the end, every keyword that nobody asked for.
 *
 * <p>A getter returns empty when the keyword is absent <em>or wrong</em>; wrong is reported here, so the caller goes on with
 * its default and all problems come out at once. A single-valued keyword that stands twice is reported as a warning, and
 * the last one counts, as in keepalived.
 *
 * <pre>{@code
 * BlockReader o = options.reader();
 * int port = o.port("connect_port").orElse(target.endpoint().port());
 * Duration limit = o.timer("connect_timeout", Duration.ofMillis(1), Duration.ofDays(1)).orElse(target.connectTimeout());
 * return o.finish(() -> new TcpChecker(target, port, limit));
 * }</pre>
 *
 * <p>Thread-safety: confined to the thread that reads.
 */
public final class BlockReader {
    private static final Word NO_WORD = new Word("", "", 0, 0);
    private static final int MOST_UNKNOWN = 100;

    private final ConfigNode block;
    private final List<Diagnostic> diagnostics;
    /** Every keyword that was asked for; sorted only when a hint needs it, because large configurations have many blocks. */
    private final List<String> known = new ArrayList<>(32);

    /** Which statements of the block somebody has asked for, by their index. */
    private final BitSet read = new BitSet();

    /** A bit for the hash of each keyword in the block: most getters ask for what is not there. */
    private final long present;

    /** Reads {@code block}'s statements, collecting diagnostics of its own. */
    public BlockReader(ConfigNode block) {
        this(block, new ArrayList<>());
    }

    /** Reads {@code block}'s statements, adding diagnostics to a list shared with other readers. */
    public BlockReader(ConfigNode block, List<Diagnostic> diagnostics) {
        this.block = block;
        this.diagnostics = diagnostics;
        long bits = 0;
        for (ConfigNode child : block.block()) {
            bits |= bit(child.name());
        }
        this.present = bits;
    }

    private static long bit(String keyword) {
        int hash = keyword.hashCode() * 0x9E3779B9; // neighbouring keywords differ in few bits
        return 1L << (hash >>> 26);
    }

    /** The block that is read. */
    public ConfigNode block() {
        return block;
    }

    /** A reader of another statement, with the same list of diagnostics. */
    public BlockReader within(ConfigNode statement) {
        return new BlockReader(statement, diagnostics);
    }

    /** Whether an error has been reported so far, here or by a reader with the same list. */
    public boolean hasErrors() {
        for (int i = 0; i < diagnostics.size(); i++) {
            if (diagnostics.get(i).isError()) {
                return true;
            }
        }
        return false;
    }

    /** Everything reported so far. */
    public List<Diagnostic> diagnostics() {
        return Collections.unmodifiableList(diagnostics);
    }

    // ---- statements -------------------------------------------------------------------------------------------

    /** All statements with this keyword, in order; several are normal. */
    public List<ConfigNode> nodes(String keyword) {
        known.add(keyword);
        if ((present & bit(keyword)) == 0) {
            return List.of();
        }
        List<ConfigNode> statements = block.block();
        List<ConfigNode> found = null;
        for (int i = 0; i < statements.size(); i++) {
            ConfigNode child = statements.get(i);
            if (child.name().equals(keyword)) {
                read.set(i);
                if (found == null) {
                    found = new ArrayList<>(2);
                }
                found.add(child);
            }
        }
        return found == null ? List.of() : found;
    }

    /** The statement with this keyword, when there is one; the last of several, with a warning. */
    public Optional<ConfigNode> node(String keyword) {
        List<ConfigNode> found = nodes(keyword);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ConfigNode last = found.get(found.size() - 1);
        if (found.size() > 1) {
            warning(
                    DiagnosticKind.WARNING,
                    last.at(),
                    "'" + keyword + "' is given " + found.size() + " times in this block; this last one counts",
                    "first given at " + found.get(0).at());
        }
        return Optional.of(last);
    }

    /** A reader, with the same list of diagnostics, for each block with this keyword. */
    public List<BlockReader> blocks(String keyword) {
        List<BlockReader> readers = new ArrayList<>();
        for (ConfigNode child : nodes(keyword)) {
            if (child.hasBlock()) {
                readers.add(new BlockReader(child, diagnostics));
            } else {
                error(DiagnosticKind.MISSING_OPEN_BRACE, child.at(), "'" + keyword + "' needs a block: '{ … }'");
            }
        }
        return readers;
    }

    // ---- single values ----------------------------------------------------------------------------------------

    /** A value of one word, of any form that {@code parser} accepts; {@code expected} completes "expected …". */
    public <T> Optional<T> value(String keyword, String expected, Function<String, Optional<T>> parser) {
        return value(keyword, DiagnosticKind.GENERAL, () -> expected, parser);
    }

    private <T> Optional<T> value(
            String keyword, DiagnosticKind kind, Supplier<String> expected, Function<String, Optional<T>> parser) {
        Optional<ConfigNode> node = node(keyword);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Word word = onlyArgument(node.get(), expected);
        if (word == NO_WORD) {
            return Optional.empty();
        }
        Optional<T> value = parser.apply(word.text());
        if (value.isEmpty()) {
            error(kind, word.at(), "'" + word + "' is not valid for '" + keyword + "': expected " + expected.get());
        }
        return value;
    }

    /** A value of one word, of the given form. */
    public <T> Optional<T> value(String keyword, WordForm<T> form) {
        Optional<ConfigNode> node = node(keyword);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Word word = onlyArgument(node.get(), form::expected);
        return word == NO_WORD ? Optional.empty() : parse(word, node.get(), form);
    }

    /** An argument of a statement, as a value of the given form; reported when it is of another. */
    public <T> Optional<T> parse(Word word, ConfigNode statement, WordForm<T> form) {
        Optional<T> value = form.parser().apply(word.text());
        if (value.isEmpty()) {
            error(
                    form.kind(),
                    word.at(),
                    "'" + word + "' is not valid for '" + statement.name() + "': expected " + form.expected(),
                    didYouMean(word.text(), form.choices()).orElse(""));
        }
        return value;
    }

    private Word onlyArgument(ConfigNode node, Supplier<String> expected) {
        if (node.arguments().isEmpty()) {
            error(
                    DiagnosticKind.MISSING_PARAMETER,
                    node.at(),
                    "'" + node.name() + "' needs a value: " + expected.get());
            return NO_WORD;
        }
        rejectSurplus(node, 1);
        rejectBlock(node);
        return node.arguments().get(0);
    }

    /** Reports arguments beyond {@code limit}. */
    public void rejectSurplus(ConfigNode node, int limit) {
        if (node.arguments().size() > limit) {
            Word surplus = node.arguments().get(limit);
            error(
                    DiagnosticKind.GENERAL,
                    surplus.at(),
                    "'" + surplus + "' is one argument too many for '" + node.name() + "', which takes "
                            + (limit == 0 ? "none" : "at most " + limit));
        }
    }

    /** Reports a block where none belongs. */
    public void rejectBlock(ConfigNode node) {
        if (node.hasBlock()) {
            error(DiagnosticKind.UNEXPECTED_OPEN_BRACE, node.at(), "'" + node.name() + "' takes no block");
        }
    }

    /** Any single word. */
    public Optional<String> text(String keyword) {
        return value(keyword, "one word, quoted if it has blanks", Optional::of);
    }

    /** A whole number in {@code min … max}. */
    public Optional<Integer> integer(String keyword, int min, int max) {
        return value(
                keyword,
                DiagnosticKind.INVALID_NUMBER,
                () -> "a whole number from " + min + " to " + max,
                text -> Values.integer(text).filter(n -> n >= min && n <= max).map(Long::intValue));
    }

    /** Decimal seconds in {@code min … max}, both inclusive. */
    public Optional<Duration> timer(String keyword, Duration min, Duration max) {
        return value(
                keyword,
                DiagnosticKind.INVALID_NUMBER,
                () -> "seconds from " + seconds(min) + " to " + seconds(max),
                text -> Values.timer(text).filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0));
    }

    private static String seconds(Duration d) {
        return java.math.BigDecimal.valueOf(d.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    /** A port, 1 to 65535. */
    public Optional<Integer> port(String keyword) {
        return value(keyword, DiagnosticKind.INVALID_NUMBER, () -> "a port from 1 to 65535", Values::port);
    }

    /** An IPv4 or IPv6 address, never a name. */
    public Optional<InetAddress> address(String keyword) {
        return value(keyword, "an IPv4 or IPv6 address", Values::address);
    }

    /** {@code ADDRESS [PORT]}; the port is 0 when it is not given. */
    public Optional<Endpoint> endpoint(String keyword) {
        return node(keyword).flatMap(this::endpoint);
    }

    /** The first two arguments of {@code node} as {@code ADDRESS [PORT]}; the port is 0 when it is not given. */
    public Optional<Endpoint> endpoint(ConfigNode node) {
        if (node.arguments().isEmpty()) {
            error(DiagnosticKind.MISSING_PARAMETER, node.at(), "'" + node.name() + "' needs an address and a port");
            return Optional.empty();
        }
        rejectSurplus(node, 2);
        Word first = node.arguments().get(0);
        Optional<InetAddress> address = Values.address(first.text());
        if (address.isEmpty()) {
            error(
                    DiagnosticKind.GENERAL,
                    first.at(),
                    "'" + first + "' is not valid for '" + node.name() + "': expected an IPv4 or IPv6 address");
            return Optional.empty();
        }
        if (node.arguments().size() == 1) {
            return Optional.of(new Endpoint(address.get(), 0));
        }
        Word second = node.arguments().get(1);
        Optional<Integer> port = second.text().equals("0") ? Optional.of(0) : Values.port(second.text());
        if (port.isEmpty()) {
            error(
                    DiagnosticKind.INVALID_NUMBER,
                    second.at(),
                    "'" + second + "' is not valid for '" + node.name() + "': expected a port from 1 to 65535");
            return Optional.empty();
        }
        return Optional.of(new Endpoint(address.get(), port.get()));
    }

    /** A BOOL: {@code on off true false yes no}; the keyword alone means true. */
    public Optional<Boolean> bool(String keyword) {
        Optional<ConfigNode> node = node(keyword);
        if (node.isEmpty() || !node.get().arguments().isEmpty()) {
            return node.isEmpty()
                    ? Optional.empty()
                    : value(keyword, "one of on, off, true, false, yes, no", Values::bool);
        }
        rejectBlock(node.get());
        return Optional.of(true);
    }

    /** Whether the keyword is given; it takes no value. */
    public boolean flag(String keyword) {
        Optional<ConfigNode> node = node(keyword);
        node.ifPresent(n -> {
            rejectSurplus(n, 0);
            rejectBlock(n);
        });
        return node.isPresent();
    }

    /** One of a closed set of words. */
    public <T> Optional<T> choice(String keyword, Map<String, T> choices) {
        Optional<ConfigNode> node = node(keyword);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Supplier<String> expected = () -> "one of " + String.join(", ", new TreeSet<>(choices.keySet()));
        Word word = onlyArgument(node.get(), expected);
        if (word == NO_WORD) {
            return Optional.empty();
        }
        T chosen = choices.get(word.text());
        if (chosen == null) {
            error(
                    DiagnosticKind.GENERAL,
                    word.at(),
                    "'" + word + "' is not valid for '" + keyword + "': expected " + expected.get(),
                    didYouMean(word.text(), choices.keySet()).orElse(""));
        }
        return Optional.ofNullable(chosen);
    }

    // ---- the rest ---------------------------------------------------------------------------------------------

    /** Reports that a keyword that must be there is not. */
    public void require(boolean present, String keyword, String expected) {
        known.add(keyword);
        if (!present && block.all(keyword).isEmpty()) {
            error(DiagnosticKind.GENERAL, block.at(), "'" + block.name() + "' needs '" + keyword + "': " + expected);
        }
    }

    /** Accepts keywords whose meaning this version does not have, with one warning for each that is given. */
    public void notYetSupported(String... keywords) {
        for (String keyword : keywords) {
            for (ConfigNode node : nodes(keyword)) {
                warning(
                        DiagnosticKind.NOT_YET_SUPPORTED,
                        node.at(),
                        "'" + keyword + "' is not yet supported; ignored",
                        "");
            }
        }
    }

    /** Lets keywords pass that somebody else reads from the same block. */
    public void leaveToOthers(String... keywords) {
        Arrays.asList(keywords).forEach(this::nodes);
    }

    public void error(DiagnosticKind kind, Position at, String message) {
        error(kind, at, message, "");
    }

    public void error(DiagnosticKind kind, Position at, String message, String hint) {
        diagnostics.add(Diagnostic.error(kind, at, message, hint));
    }

    public void warning(DiagnosticKind kind, Position at, String message, String hint) {
        diagnostics.add(Diagnostic.warning(kind, at, message, hint));
    }

    /**
     * Reports every statement that no getter has asked for; when there are very many, the first hundred and their number,
     * because then this is something else than a configuration.
     */
    public void rejectUnread() {
        int unread = 0;
        int size = block.block().size();
        for (int i = read.nextClearBit(0); i < size; i = read.nextClearBit(i + 1)) {
            ConfigNode child = block.block().get(i);
            if (++unread <= MOST_UNKNOWN) {
                error(
                        DiagnosticKind.UNKNOWN_KEYWORD,
                        child.at(),
                        "unknown keyword '" + child.name() + "' in '" + block.name() + "'",
                        didYouMean(child.name(), known).orElseGet(this::knownHere));
            }
        }
        if (unread > MOST_UNKNOWN) {
            error(
                    DiagnosticKind.UNKNOWN_KEYWORD,
                    block.at(),
                    unread - MOST_UNKNOWN + " more unknown keywords in '" + block.name() + "'",
                    "is this the right file?");
        }
    }

    private static Optional<String> didYouMean(String word, Collection<String> known) {
        return NearestKeyword.of(word, known).map(near -> "did you mean '" + near + "'?");
    }

    private String knownHere() {
        return known.isEmpty() ? "it takes none" : "known here: " + String.join(", ", new TreeSet<>(known));
    }

    /** {@link #rejectUnread}, then the value when nothing was an error, or all that was. */
    public <T> Compiled<T> finish(Supplier<T> value) {
        rejectUnread();
        boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
        return new Compiled<>(failed ? Optional.empty() : Optional.of(value.get()), diagnostics);
    }
}
