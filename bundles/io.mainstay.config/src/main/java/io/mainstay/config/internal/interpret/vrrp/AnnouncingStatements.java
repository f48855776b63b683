// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.Announcing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The statements about gratuitous ARP and unsolicited NA, in {@code global_defs} and in an instance. */
final class AnnouncingStatements {
    private static final int MOST = 100_000;
    private static final int LONGEST = 4_294_967;

    private final BlockReader reader;
    private final String prefix;
    private final String extraAlias;
    private final int leastExtra;

    /** Reads keywords that begin with a prefix. */
    AnnouncingStatements(BlockReader reader, String prefix, String extraAlias, int leastExtra) {
        this.reader = reader;
        this.prefix = prefix;
        this.extraAlias = extraAlias;
        this.leastExtra = leastExtra;
    }

    /**
     * Reads them.
     *
     * @param follow whether what is said about lower priorities follows the master's numbers unless given
     */
    Announcing read(Announcing otherwise, boolean follow) {
        int repeat = atLeastOne("master_repeat").orElse(otherwise.repeat());
        Duration delay = seconds("master_delay").orElse(otherwise.delay());
        Duration refresh = seconds("master_refresh").orElse(otherwise.refresh());
        int refreshRepeat = atLeastOne("master_refresh_repeat").orElse(otherwise.refreshRepeat());
        int lowerRepeat = reader.integer(prefix + "lower_prio_repeat", 0, MOST)
                .orElse(follow ? repeat : otherwise.lowerPriorityRepeat());
        Duration lowerDelay = seconds("lower_prio_delay").orElse(follow ? delay : otherwise.lowerPriorityDelay());
        Extra extra = extra(prefix + "extra_if")
                .or(() -> extra(extraAlias))
                .orElse(new Extra(otherwise.extraInterfaces(), otherwise.extraAll()));
        return new Announcing(
                repeat, delay, refresh, refreshRepeat, lowerRepeat, lowerDelay, extra.period(), extra.all());
    }

    /** Where one of the statements about lower priorities stands. */
    Optional<Position> lowerAt() {
        return reader.nodes(prefix + "lower_prio_repeat").stream()
                .reduce((a, b) -> b)
                .or(() -> reader.nodes(prefix + "lower_prio_delay").stream().reduce((a, b) -> b))
                .map(ConfigNode::at);
    }

    private Optional<Duration> seconds(String keyword) {
        return reader.integer(prefix + keyword, 0, LONGEST).map(Duration::ofSeconds);
    }

    private Optional<Integer> atLeastOne(String keyword) {
        return reader.integer(prefix + keyword, 0, MOST).map(n -> {
            if (n == 0) {
                reader.warning(
                        DiagnosticKind.WARNING,
                        reader.nodes(prefix + keyword).get(0).at(),
                        "'" + prefix + keyword + "' is at least 1; 1 is used",
                        "");
            }
            return Math.max(1, n);
        });
    }

    /** {@code garp_extra_if [all] SECONDS}. */
    private record Extra(Duration period, boolean all) {}

    private Optional<Extra> extra(String keyword) {
        Optional<ConfigNode> node = reader.node(keyword);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (keyword.equals(extraAlias)) {
            reader.warning(
                    DiagnosticKind.DEPRECATED,
                    node.get().at(),
                    "'" + keyword + "' is deprecated",
                    "use '" + prefix + "extra_if'");
        }
        List<Word> words = node.get().arguments();
        boolean all = !words.isEmpty() && words.get(0).text().equals("all");
        reader.rejectSurplus(node.get(), all ? 2 : 1);
        Optional<Word> word = node.get().argument(all ? 1 : 0);
        Optional<Long> seconds =
                word.flatMap(w -> Values.integer(w.text())).filter(n -> n >= leastExtra && n <= 86_400);
        if (seconds.isEmpty()) {
            reader.error(
                    word.isEmpty() ? DiagnosticKind.GENERAL : DiagnosticKind.INVALID_NUMBER,
                    word.map(Word::at).orElse(node.get().at()),
                    "'" + keyword + "' needs a period: [all] and whole seconds from " + leastExtra + " to 86400");
        }
        return seconds.map(n -> new Extra(Duration.ofSeconds(n), all));
    }
}
