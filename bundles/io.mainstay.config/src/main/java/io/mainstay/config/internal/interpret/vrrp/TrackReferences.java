// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.api.model.vrrp.Tracked;
import io.mainstay.api.model.vrrp.Trackers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** {@code track_interface}, {@code track_script} … blocks of an instance or a sync group. */
final class TrackReferences {
    private static final List<String> OPTIONS = List.of("weight", "reverse", "noreverse");

    private final Map<String, TrackScript> scripts;
    private final Map<String, TrackFile> files;
    private final Map<String, TrackProcess> processes;
    /**
     * What is configured, but wrong, or a script that cannot be run: that has been said, and who tracks them does without, as in
     * keepalived.
     */
    private final Set<String> leftOut;

    private final Set<String> bfds;
    private final Context context;
    private final Set<String> trackedScripts = new HashSet<>();

    TrackReferences(
            Map<String, TrackScript> scripts,
            Map<String, TrackFile> files,
            Map<String, TrackProcess> processes,
            Set<String> leftOut,
            Set<String> bfds,
            Context context) {
        this.scripts = scripts;
        this.files = files;
        this.processes = processes;
        this.leftOut = leftOut;
        this.bfds = bfds;
        this.context = context;
    }

    /**
     * What a block tracks, and where it says so.
     *
     * @param at of each reference, by the keyword of its block and its name
     */
    record Found(Trackers trackers, Map<String, Position> at) {
        Position at(String keyword, Tracked tracked) {
            return at.get(keyword + " " + tracked.name());
        }
    }

    /** The scripts that somebody tracks. */
    Set<String> trackedScripts() {
        return trackedScripts;
    }

    Found read(BlockReader reader) {
        Map<String, Position> at = new HashMap<>();
        List<Tracked> interfaces = new ArrayList<>();
        references(
                reader,
                "track_interface",
                253,
                at,
                (line, name) -> {
                    if (!Line.isDevice(name.text())) {
                        line.error(name.at(), "'" + name + "' cannot be the name of an interface", "");
                        return Optional.empty();
                    }
                    context.devices.named(name.text(), name.at(), "tracked");
                    return Optional.of(new Tracked(name.text(), 0, false));
                },
                interfaces);
        List<Tracked> tracked = new ArrayList<>();
        references(reader, "track_script", 253, at, this::script, tracked);
        List<Tracked> trackedFiles = new ArrayList<>();
        references(
                reader,
                "track_file",
                254,
                at,
                (line, name) ->
                        found(line, name, "track_file", files).map(f -> new Tracked(f.name(), f.weight(), f.reverse())),
                trackedFiles);
        List<Tracked> trackedProcesses = new ArrayList<>();
        references(
                reader,
                "track_process",
                254,
                at,
                (line, name) -> found(line, name, "vrrp_track_process", processes)
                        .map(p -> new Tracked(p.name(), p.weight(), p.reverse())),
                trackedProcesses);
        bfds(reader);
        return new Found(new Trackers(interfaces, tracked, trackedFiles, trackedProcesses, List.of()), at);
    }

    private interface Finder {
        Optional<Tracked> find(Line line, Word name);
    }

    private Optional<Tracked> script(Line line, Word name) {
        Optional<TrackScript> script = found(line, name, "vrrp_script", scripts);
        script.ifPresent(s -> trackedScripts.add(s.name()));
        return script.map(s -> new Tracked(s.name(), s.weight(), s.reverse()));
    }

    private <T> Optional<T> found(Line line, Word name, String keyword, Map<String, T> all) {
        T found = all.get(name.text());
        if (found == null && !leftOut.contains(keyword + " " + name)) {
            line.error(
                    name.at(),
                    "there is no " + keyword + " '" + name + "'",
                    NearestKeyword.of(name.text(), all.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse(all.isEmpty() ? "define it" : "there are: " + String.join(", ", all.keySet())));
        }
        return Optional.ofNullable(found);
    }

    private static void references(
            BlockReader reader, String keyword, int most, Map<String, Position> at, Finder finder, List<Tracked> to) {
        Map<String, Tracked> found = new LinkedHashMap<>();
        for (BlockReader block : reader.blocks(keyword)) {
            for (ConfigNode node : block.block().block()) {
                Line line = Line.whole(reader, node);
                Word name = line.next();
                Optional<Tracked> tracked = finder.find(line, name).flatMap(t -> weighted(line, t, most));
                if (tracked.isPresent() && found.putIfAbsent(name.text(), tracked.get()) != null) {
                    line.warning(name.at(), "'" + name + "' is tracked twice; the first one counts", "");
                }
                at.putIfAbsent(keyword + " " + name.text(), name.at());
            }
        }
        to.addAll(found.values());
    }

    private static Optional<Tracked> weighted(Line line, Tracked inherited, int most) {
        int weight = inherited.weight();
        boolean reverse = inherited.reverse();
        while (line.hasNext()) {
            Word word = line.next();
            switch (word.text()) {
                case "weight" -> {
                    OptionalInt value = line.integer(word, -254, 254);
                    weight = value.orElse(0);
                    if (Math.abs(weight) > most) {
                        line.warning(
                                word.at(),
                                "the weight of '" + inherited.name() + "' is at most " + most + " either way; "
                                        + Integer.signum(weight) * most + " is used",
                                "");
                        weight = Integer.signum(weight) * most;
                    }
                    if (line.take("reverse")) {
                        reverse = true;
                    } else if (line.take("noreverse")) {
                        reverse = false;
                    }
                }
                default -> line.unknown(word, OPTIONS);
            }
        }
        return line.failed() ? Optional.empty() : Optional.of(new Tracked(inherited.name(), weight, reverse));
    }

    private void bfds(BlockReader reader) {
        for (BlockReader block : reader.blocks("track_bfd")) {
            for (ConfigNode node : block.block().block()) {
                if (!bfds.contains(node.name())) {
                    reader.error(
                            DiagnosticKind.GENERAL,
                            node.at(),
                            "there is no bfd_instance '" + node.name() + "'",
                            "define it");
                }
                reader.warning(
                        DiagnosticKind.NOT_YET_SUPPORTED, node.at(), "BFD is not yet supported; not tracked", "");
            }
        }
    }
}
