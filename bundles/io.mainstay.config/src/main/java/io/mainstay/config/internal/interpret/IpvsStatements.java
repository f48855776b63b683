// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.IpvsSettings;
import io.mainstay.api.model.IpvsSettings.FlushOnStop;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code global_defs} says about the kernel's load balancer: {@code lvs_flush}, {@code lvs_flush_on_stop [VS]},
 * {@code lvs_timeouts [tcp s] [tcpfin s] [udp s]}, {@code lvs_sync_daemon IF [[inst] VI] [id n] [maxlen n] [port n] [ttl n]
 * [group addr]}, {@code nftables_ipvs [table]} with its priority and first mark.
 */
final class IpvsStatements {
    static final String DEFAULT_TABLE = "keepalived_ipvs";
    static final int DEFAULT_FIRST_MARK = 1000;
    /** Before the kernel looks services up, after connection tracking: "mangle". */
    static final int DEFAULT_PRIORITY = -150;

    private static final int LONGEST_TIMEOUT = 31 * 24 * 3600;
    private static final int MOST_BYTES = 65507;

    private final BlockReader reader;
    private final List<ConfigNode> all;

    private IpvsStatements(BlockReader reader, List<ConfigNode> all) {
        this.reader = reader;
        this.all = all;
    }

    /**
     * Reads the statements.
     *
     * @param reader of global_defs
     * @param all top-level statements of all sources, where the VRRP instances are
     */
    static IpvsSettings read(BlockReader reader, List<ConfigNode> all) {
        return new IpvsStatements(reader, all).read();
    }

    /** The first mark that groups get; only with {@code nftables_ipvs}. */
    static int firstMark(BlockReader reader) {
        return reader.integer("nftables_ipvs_start_fwmark", 1, Integer.MAX_VALUE)
                .orElse(DEFAULT_FIRST_MARK);
    }

    private IpvsSettings read() {
        int[] timeouts = timeouts();
        return new IpvsSettings(
                reader.bool("lvs_flush").orElse(false),
                flushOnStop(),
                timeouts[0],
                timeouts[1],
                timeouts[2],
                reader.node("lvs_sync_daemon").flatMap(this::syncDaemon),
                Optional.empty(),
                marking());
    }

    private FlushOnStop flushOnStop() {
        Optional<ConfigNode> node = reader.node("lvs_flush_on_stop").or(() -> reader.node("lvs_flush_onstop"));
        if (node.isEmpty()) {
            return FlushOnStop.NO;
        }
        reader.rejectSurplus(node.get(), 1);
        Optional<Word> word = node.get().argument(0);
        if (word.isEmpty()) {
            return FlushOnStop.ALL;
        }
        if (!word.get().text().equals("VS")) {
            wrong(node.get(), word.get(), "VS or nothing");
        }
        return FlushOnStop.SERVICES;
    }

    private int[] timeouts() {
        int[] seconds = new int[3];
        reader.node("lvs_timeouts").ifPresent(node -> {
            List<Word> words = node.arguments();
            if (words.isEmpty()) {
                reader.error(
                        DiagnosticKind.MISSING_PARAMETER,
                        node.at(),
                        "'lvs_timeouts' needs at least one of 'tcp', 'tcpfin' and 'udp' with its seconds");
            }
            for (int i = 0; i < words.size(); i += 2) {
                int which = List.of("tcp", "tcpfin", "udp").indexOf(words.get(i).text());
                if (which < 0) {
                    wrong(node, words.get(i), "tcp, tcpfin or udp");
                    return;
                }
                seconds[which] = number(node, words, i + 1, 1, LONGEST_TIMEOUT).orElse(0);
            }
        });
        return seconds;
    }

    private Optional<IpvsSettings.SyncDaemon> syncDaemon(ConfigNode node) {
        List<Word> words = node.arguments();
        if (words.isEmpty()) {
            reader.error(DiagnosticKind.MISSING_PARAMETER, node.at(), "'lvs_sync_daemon' needs an interface");
            return Optional.empty();
        }
        Optional<Word> instance = Optional.empty();
        Optional<Integer> id = Optional.empty();
        Optional<InetAddress> group = Optional.empty();
        int maxLength = 0;
        int port = 0;
        int ttl = 0;
        int i = 1;
        if (i < words.size() && words.get(i).text().equals("inst")) {
            i++;
        }
        boolean instanceFollows = i == 2 || i < words.size() && !isOption(words.get(i));
        if (instanceFollows && i < words.size()) {
            instance = Optional.of(words.get(i++));
        }
        for (; i < words.size(); i += 2) {
            switch (words.get(i).text()) {
                case "id" -> id = number(node, words, i + 1, 0, 255);
                case "maxlen" ->
                    maxLength = number(node, words, i + 1, 1, MOST_BYTES).orElse(0);
                case "port" -> port = number(node, words, i + 1, 1, 65535).orElse(0);
                case "ttl" -> ttl = number(node, words, i + 1, 1, 255).orElse(0);
                case "group" ->
                    group = value(
                            node,
                            words,
                            i + 1,
                            "a multicast address",
                            text -> Values.address(text).filter(InetAddress::isMulticastAddress));
                default -> wrong(node, words.get(i), "id, maxlen, port, ttl or group, each with its value");
            }
        }
        Optional<Integer> virtualRouterId = instance.flatMap(this::virtualRouterId);
        return Optional.of(new IpvsSettings.SyncDaemon(
                words.get(0).text(),
                instance.map(Word::text),
                id.or(() -> virtualRouterId).orElse(0),
                maxLength,
                port,
                ttl,
                group));
    }

    private static boolean isOption(Word word) {
        return List.of("id", "maxlen", "port", "ttl", "group").contains(word.text());
    }

    private Optional<Integer> virtualRouterId(Word instance) {
        Optional<ConfigNode> block = all.stream()
                .filter(node -> node.name().equals("vrrp_instance"))
                .filter(node -> node.argument(0)
                        .map(name -> name.text().equals(instance.text()))
                        .orElse(false))
                .findFirst();
        if (block.isEmpty()) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    instance.at(),
                    "'lvs_sync_daemon': there is no vrrp_instance '" + instance + "'",
                    "name one, or leave it out to run both daemons");
            return Optional.empty();
        }
        return block.get().all("virtual_router_id").stream()
                .findFirst()
                .flatMap(node -> node.argument(0))
                .flatMap(word -> Values.integer(word.text()))
                .filter(number -> number >= 0 && number <= 255)
                .map(Long::intValue);
    }

    private Optional<IpvsSettings.Marking> marking() {
        Optional<ConfigNode> node = reader.node("nftables_ipvs");
        int priority = reader.integer("nftables_ipvs_priority", Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElse(DEFAULT_PRIORITY);
        firstMark(reader);
        return node.map(n -> {
            reader.rejectSurplus(n, 1);
            return new IpvsSettings.Marking(n.argument(0).map(Word::text).orElse(DEFAULT_TABLE), priority, List.of());
        });
    }

    private Optional<Integer> number(ConfigNode node, List<Word> words, int index, int min, int max) {
        return value(
                node,
                words,
                index,
                "a whole number from " + min + " to " + max,
                text -> Values.integer(text).filter(n -> n >= min && n <= max).map(Long::intValue));
    }

    private <T> Optional<T> value(
            ConfigNode node, List<Word> words, int index, String expected, Function<String, Optional<T>> parser) {
        if (index >= words.size()) {
            reader.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    words.get(index - 1).at(),
                    "'" + node.name() + "': '" + words.get(index - 1) + "' needs " + expected);
            return Optional.empty();
        }
        Optional<T> value = parser.apply(words.get(index).text());
        if (value.isEmpty()) {
            wrong(node, words.get(index), expected);
        }
        return value;
    }

    private void wrong(ConfigNode node, Word word, String expected) {
        reader.error(
                DiagnosticKind.GENERAL,
                word.at(),
                "'" + word + "' is not valid for '" + node.name() + "': expected " + expected);
    }
}
