// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.GarpGroup;
import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackGroup;
import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpGlobals.DynamicInterfaces;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.config.internal.interpret.Host;
import io.mainstay.config.internal.interpret.Scripts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything about virtual routers, in the order in which its parts need each other, not in that of the file: what is tracked,
 * instances, groups of instances, static objects, interfaces.
 */
public final class VrrpBlocks {
    private static final List<String> ALIASES = List.of("track_file", "vrrp_track_file");

    private final BlockReader top;
    private final Context context;
    private final Map<String, Position> origins;
    private final Set<String> refused = new HashSet<>();
    private final Set<String> refusedInstances = new HashSet<>();

    private VrrpBlocks(BlockReader top, Context context, Map<String, Position> origins) {
        this.top = top;
        this.context = context;
        this.origins = origins;
    }

    /**
     * Reads them.
     *
     * @param top the top level
     * @param globalDefs the {@code global_defs} block; its other keywords are read, and the unknown ones refused, by the caller
     * @param scripts reads scripts with the default account
     * @param origins gets the place of each named block
     */
    public static VrrpConfiguration read(
            BlockReader top,
            BlockReader globalDefs,
            Scripts scripts,
            Host host,
            Map<String, Position> origins,
            List<Diagnostic> diagnostics) {
        VrrpDefaults defaults = VrrpGlobalsBlock.read(globalDefs);
        Optional<String> etc = folder(globalDefs, "iproute_etc_dir");
        Optional<String> usr = folder(globalDefs, "iproute_usr_dir");
        Context context = new Context(host, scripts, defaults, new Names(host, etc, usr), diagnostics);
        return new VrrpBlocks(top, context, origins).read();
    }

    private static Optional<String> folder(BlockReader reader, String keyword) {
        return reader.value(
                keyword,
                "an absolute path",
                text -> Optional.of(text).filter(t -> t.startsWith("/") && t.indexOf('\0') < 0));
    }

    private VrrpConfiguration read() {
        TrackerBlocks trackers = new TrackerBlocks(context);
        Map<String, TrackScript> scripts = new LinkedHashMap<>();
        Map<String, BlockReader> scriptBlocks = named("vrrp_script");
        scriptBlocks.forEach((name, block) -> keep(scripts, "vrrp_script", name, trackers.script(block, name)));
        Map<String, TrackFile> files = new LinkedHashMap<>();
        named(ALIASES.toArray(String[]::new))
                .forEach((name, block) -> keep(files, "track_file", name, trackers.file(block, name)));
        Map<String, TrackProcess> processes = new LinkedHashMap<>();
        named("vrrp_track_process")
                .forEach((name, block) -> keep(processes, "vrrp_track_process", name, trackers.process(block, name)));
        Set<String> bfds = new HashSet<>();
        top.nodes("bfd_instance").forEach(node -> node.argument(0).ifPresent(word -> bfds.add(word.text())));
        TrackReferences references = new TrackReferences(scripts, files, processes, refused, bfds, context);

        Map<String, BlockReader> trackGroupBlocks = named("track_group");
        context.trackGroups.addAll(trackGroupBlocks.keySet());
        Map<String, InstanceBlock.Draft> drafts = instances(references);
        new DuplicateRouters(context).check(drafts.values());
        SyncGroups syncGroups = new SyncGroups(drafts, refusedInstances);
        List<SyncGroup> groups = new ArrayList<>();
        named("vrrp_sync_group")
                .forEach((name, block) ->
                        syncGroups.read(block, name, context, references).ifPresent(groups::add));
        List<VrrpInstance> instances =
                drafts.values().stream().map(syncGroups::settled).toList();
        List<TrackGroup> trackGroups = new ArrayList<>();
        trackGroupBlocks.forEach((name, block) -> trackGroups.add(trackGroup(name, block, drafts)));
        VirtualObjects statics = new AddressBlocks(top, context).statics();
        LinkBlocks links = new LinkBlocks(top, context);
        List<GarpGroup> garpGroups = links.garpGroups();
        VrrpConfiguration configuration = new VrrpConfiguration(
                context.defaults.globals(),
                instances,
                groups,
                tracked(scripts, scriptBlocks, references),
                List.copyOf(files.values()),
                List.copyOf(processes.values()),
                trackGroups,
                statics,
                garpGroups,
                links.delays(instances),
                links.linkbeat());
        checkDevices();
        return configuration;
    }

    private void checkDevices() {
        if (context.devices.isEmpty()) {
            return; // without virtual routers nobody asks the host
        }
        boolean dynamic = context.defaults.globals().dynamicInterfaces() != DynamicInterfaces.NO;
        context.devices.check(top, context.host.interfaces(), dynamic);
    }

    private <T> void keep(Map<String, T> all, String keyword, String name, Optional<T> read) {
        read.ifPresentOrElse(value -> all.put(name, value), () -> refused.add(keyword + " " + name));
    }

    private Map<String, InstanceBlock.Draft> instances(TrackReferences references) {
        Map<String, InstanceBlock.Draft> drafts = new LinkedHashMap<>();
        named("vrrp_instance")
                .forEach((name, block) -> InstanceBlock.read(block, name, context, references)
                        .ifPresentOrElse(draft -> drafts.put(name, draft), () -> refusedInstances.add(name)));
        return drafts;
    }

    /** Only scripts that are tracked are run. */
    private List<TrackScript> tracked(
            Map<String, TrackScript> scripts, Map<String, BlockReader> blocks, TrackReferences references) {
        List<TrackScript> used = new ArrayList<>();
        scripts.forEach((name, script) -> {
            if (references.trackedScripts().contains(name)) {
                used.add(script);
            } else {
                context.notice(
                        blocks.get(name).block().at(), "nobody tracks the script '" + name + "'; it is not run", "");
            }
        });
        return used;
    }

    private TrackGroup trackGroup(String name, BlockReader block, Map<String, InstanceBlock.Draft> drafts) {
        List<String> members = new ArrayList<>();
        for (BlockReader group : block.blocks("group")) {
            for (ConfigNode node : group.block().block()) {
                List<Word> words = new ArrayList<>(List.of(node.keyword()));
                words.addAll(node.arguments());
                for (Word word : words) {
                    if (drafts.containsKey(word.text())) {
                        members.add(word.text());
                    } else if (!refusedInstances.contains(word.text())) {
                        block.error(
                                DiagnosticKind.GENERAL,
                                word.at(),
                                "there is no vrrp_instance '" + word + "'",
                                "define it, or remove it here");
                    }
                }
            }
        }
        block.rejectUnread();
        if (members.isEmpty()) {
            block.warning(
                    DiagnosticKind.WARNING, block.block().at(), "the track_group '" + name + "' has no members", "");
        }
        return new TrackGroup(name, members);
    }

    /** The blocks with one of the keywords, by their names; a second one of a name is refused. */
    private Map<String, BlockReader> named(String... keywords) {
        Map<String, BlockReader> blocks = new LinkedHashMap<>();
        for (String keyword : keywords) {
            for (BlockReader block : top.blocks(keyword)) {
                Optional<Word> name = block.block().argument(0);
                block.rejectSurplus(block.block(), 1);
                if (name.isEmpty() || name.get().text().isEmpty()) {
                    block.error(
                            keyword.equals("vrrp_instance") || keyword.endsWith("group")
                                    ? DiagnosticKind.GENERAL
                                    : DiagnosticKind.MISSING_PARAMETER,
                            block.block().at(),
                            "'" + keyword + "' needs a name");
                    continue;
                }
                BlockReader other = blocks.putIfAbsent(name.get().text(), block);
                if (other == null) {
                    origins.put(
                            keywords[0] + " " + name.get().text(), block.block().at());
                } else {
                    block.error(
                            DiagnosticKind.GENERAL,
                            name.get().at(),
                            "there is a " + keyword + " '" + name.get() + "' already",
                            "that one is at " + other.block().at() + "; give this one another name");
                }
            }
        }
        return blocks;
    }
}
