// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.api.model.vrrp.TrackProcess.ParameterMatch;
import io.mainstay.api.model.vrrp.TrackScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code vrrp_script}, {@code track_file} and {@code vrrp_track_process}. */
final class TrackerBlocks {
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(4294);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(3600);

    private final Context context;

    TrackerBlocks(Context context) {
        this.context = context;
    }

    /** A weight with what follows it. */
    private record Weight(int value, boolean reverse) {}

    private static Weight weight(BlockReader reader, int most, int otherwise) {
        Optional<ConfigNode> node = reader.node("weight");
        if (node.isEmpty()) {
            return new Weight(otherwise, false);
        }
        Line line = Line.from(reader, node.get(), 0);
        int value = line.integer(node.get().keyword(), -most, most).orElse(otherwise);
        boolean reverse = line.take("reverse");
        if (line.hasNext()) {
            line.unknown(line.next(), List.of("reverse"));
        }
        return new Weight(value, reverse);
    }

    /** Empty when it is wrong, or its program is missing or not safe, which has been said. */
    Optional<TrackScript> script(BlockReader reader, String name) {
        Duration interval = reader.timer("interval", Duration.ZERO, LONGEST_INTERVAL)
                .map(d -> positive(reader, "interval", d))
                .orElse(Duration.ofSeconds(1));
        Duration timeout = reader.timer("timeout", Duration.ZERO, LONGEST_INTERVAL)
                .filter(d -> !d.isZero())
                .orElse(interval);
        Weight weight = weight(reader, 253, 0);
        int rise = reader.integer("rise", 1, Integer.MAX_VALUE).orElse(1);
        int fall = reader.integer("fall", 1, Integer.MAX_VALUE).orElse(1);
        boolean initFail = reader.bool("init_fail").orElse(false);
        Optional<ConfigNode> user = reader.node("user");
        user.ifPresent(node -> {
            if (node.arguments().isEmpty()) {
                reader.error(DiagnosticKind.MISSING_PARAMETER, node.at(), "'user' needs a user, and possibly a group");
            }
            reader.rejectSurplus(node, 2);
        });
        Optional<ConfigNode> command = reader.node("script");
        Optional<String> file = command.flatMap(node -> node.argument(0))
                .map(Word::text)
                .filter(text -> text.startsWith("</"))
                .map(text -> text.substring(1));
        Optional<Script> script = Optional.empty();
        if (command.isEmpty()) {
            reader.require(false, "script", "the command to run, or \"</path\" for the existence of a file");
        } else if (file.isEmpty()) {
            script = context.scripts.needed(
                    reader, command.get(), user.map(ConfigNode::arguments).orElse(List.of()), Optional.of(timeout));
        }
        reader.rejectUnread();
        if (script.isEmpty() && file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TrackScript(name, script, file, interval, weight.value(), weight.reverse(), rise, fall, initFail));
    }

    private static Duration positive(BlockReader reader, String keyword, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) >= 0) {
            return value;
        }
        reader.warning(
                DiagnosticKind.WARNING,
                reader.nodes(keyword).get(0).at(),
                "'" + keyword + "' is at least 0.001; 1 is used",
                "");
        return Duration.ofSeconds(1);
    }

    Optional<TrackFile> file(BlockReader reader, String name) {
        Optional<String> file = reader.value(
                "file", "the absolute path of a file", text -> Optional.of(text).filter(t -> t.startsWith("/")));
        Weight weight = weight(reader, 254, 1);
        OptionalInt initial = OptionalInt.empty();
        boolean overwrite = false;
        Optional<ConfigNode> init = reader.node("init_file");
        if (init.isPresent()) {
            initial = OptionalInt.of(0);
            Line line = Line.from(reader, init.get(), 0);
            if (line.hasNext() && !line.peek().equals("overwrite")) {
                initial = line.integer(init.get().keyword(), Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            overwrite = line.take("overwrite");
            if (line.hasNext()) {
                line.unknown(line.next(), List.of("overwrite"));
            }
        }
        reader.require(file.isPresent(), "file", "the absolute path of a file");
        reader.rejectUnread();
        OptionalInt value = initial;
        boolean always = overwrite;
        return file.map(f -> new TrackFile(name, f, weight.value(), weight.reverse(), value, always));
    }

    Optional<TrackProcess> process(BlockReader reader, String name) {
        Optional<List<String>> words = reader.node("process").flatMap(node -> words(reader, node));
        Weight weight = weight(reader, 254, 0);
        Optional<Integer> most = reader.integer("quorum_max", 0, 65535);
        int quorum = reader.integer("quorum", 1, 65535).orElse(1);
        if (most.isPresent() && most.get() == 0 && reader.nodes("quorum").isEmpty()) {
            quorum = 0;
        }
        if (most.isPresent() && most.get() < quorum) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.nodes("quorum_max").get(0).at(),
                    "'quorum_max' is below 'quorum'; it is ignored",
                    "make it at least " + quorum);
            most = Optional.empty();
        }
        Optional<Duration> both = delay(reader, "delay");
        Duration fork = delay(reader, "fork_delay").or(() -> both).orElse(Duration.ZERO);
        Duration terminate = delay(reader, "terminate_delay").or(() -> both).orElse(Duration.ZERO);
        boolean full = reader.bool("full_command").orElse(false);
        ParameterMatch match = match(reader);
        reader.require(words.isPresent(), "process", "the name of a program");
        reader.rejectUnread();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        List<String> all = words.get();
        if (all.size() > 1 && match == ParameterMatch.NONE) {
            match = ParameterMatch.EXACT;
        }
        return Optional.of(new TrackProcess(
                name,
                all.get(0),
                all.subList(1, all.size()),
                match,
                full || match != ParameterMatch.NONE,
                weight.value(),
                weight.reverse(),
                quorum,
                most.map(OptionalInt::of).orElse(OptionalInt.empty()),
                terminate,
                fork));
    }

    /** The words of a command line, quoted as a whole or not. */
    private static Optional<List<String>> words(BlockReader reader, ConfigNode node) {
        List<String> words = new ArrayList<>();
        node.arguments().forEach(word -> {
            for (String part : word.text().trim().split("[ \t]+")) {
                if (!part.isEmpty()) {
                    words.add(part);
                }
            }
        });
        if (words.isEmpty()) {
            reader.error(DiagnosticKind.MISSING_PARAMETER, node.at(), "'process' needs the name of a program");
            return Optional.empty();
        }
        return Optional.of(words);
    }

    private static Optional<Duration> delay(BlockReader reader, String keyword) {
        return reader.timer(keyword, VrrpGlobalsBlock.MICROSECOND, LONGEST_DELAY);
    }

    private static ParameterMatch match(BlockReader reader) {
        Optional<ConfigNode> node = reader.node("param_match");
        if (node.isEmpty()) {
            return ParameterMatch.NONE;
        }
        if (node.get().arguments().isEmpty()) {
            return ParameterMatch.EXACT;
        }
        return reader.choice(
                        "param_match", Map.of("initial", ParameterMatch.INITIAL, "partial", ParameterMatch.PARTIAL))
                .orElse(ParameterMatch.NONE);
    }
}
