// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.Tracked;
import io.mainstay.api.model.vrrp.Trackers;
import io.mainstay.api.model.vrrp.VrrpInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code vrrp_sync_group}, and what being in one means for an instance's trackers. */
final class SyncGroups {
    private final Map<String, InstanceBlock.Draft> instances;
    private final Set<String> refused;
    private final Map<String, String> groupOf = new HashMap<>();
    private final Map<String, SyncGroup> groups = new HashMap<>();

    /** @param refused names of instances that are wrong, which has been said */
    SyncGroups(Map<String, InstanceBlock.Draft> instances, Set<String> refused) {
        this.instances = instances;
        this.refused = refused;
    }

    /** Empty when it has no members. */
    Optional<SyncGroup> read(BlockReader reader, String name, Context context, TrackReferences references) {
        List<String> members = members(reader, name);
        boolean weights = reader.bool("sync_group_tracking_weight").orElse(false);
        reader.node("global_tracking")
                .ifPresent(node -> reader.warning(
                        DiagnosticKind.DEPRECATED,
                        node.at(),
                        "'global_tracking' is deprecated, and ignored",
                        "use 'track_interface' and its like in the group"));
        Trackers trackers = references.read(reader).trackers();
        Notifications notifications = NotificationStatements.ofGroup(reader, context);
        reader.rejectUnread();
        if (members.size() == 1) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.block().at(),
                    "the sync group '" + name + "' has one member only",
                    "add another, or remove the group");
        }
        if (members.isEmpty()) {
            return Optional.empty();
        }
        SyncGroup group = new SyncGroup(name, members, trackers, weights, notifications);
        groups.put(name, group);
        return Optional.of(group);
    }

    private List<String> members(BlockReader reader, String name) {
        List<ConfigNode> blocks = reader.nodes("group");
        if (blocks.size() > 1) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    blocks.get(1).at(),
                    "there is a 'group' already",
                    "put all members into one");
        }
        List<Word> words = new ArrayList<>();
        for (BlockReader block : reader.blocks("group")) {
            for (ConfigNode node : block.block().block()) {
                words.add(node.keyword());
                words.addAll(node.arguments());
            }
        }
        if (words.isEmpty()) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    reader.block().at(),
                    "the sync group '" + name + "' has no members",
                    "add 'group { NAME … }' with names of instances");
        }
        List<String> members = new ArrayList<>();
        for (Word word : words) {
            member(reader, name, word).ifPresent(members::add);
        }
        return members;
    }

    private Optional<String> member(BlockReader reader, String name, Word word) {
        if (refused.contains(word.text())) {
            return Optional.empty();
        }
        if (!instances.containsKey(word.text())) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    word.at(),
                    "there is no vrrp_instance '" + word + "'",
                    NearestKeyword.of(word.text(), instances.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse(
                                    instances.isEmpty()
                                            ? "define it"
                                            : "there are: " + String.join(", ", instances.keySet())));
            return Optional.empty();
        }
        String other = groupOf.putIfAbsent(word.text(), name);
        if (other != null) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    word.at(),
                    "the instance '" + word + "' is in the sync group '" + other + "' already",
                    "an instance is in one group only");
            return Optional.empty();
        }
        return Optional.of(word.text());
    }

    /** The instance without the trackers that have no effect on an address owner or in its sync group. */
    VrrpInstance settled(InstanceBlock.Draft draft) {
        VrrpInstance instance = draft.instance();
        SyncGroup group = Optional.ofNullable(groupOf.get(instance.name()))
                .map(groups::get)
                .orElse(null);
        boolean grouped = group != null && !group.memberWeights();
        Trackers from = instance.trackers();
        Trackers trackers = new Trackers(
                kept(draft, "track_interface", notOwn(draft, from.interfaces()), grouped),
                kept(draft, "track_script", from.scripts(), grouped),
                kept(draft, "track_file", from.files(), grouped),
                kept(draft, "track_process", from.processes(), grouped),
                from.bfds());
        return trackers.equals(from) ? instance : with(instance, trackers);
    }

    private static List<Tracked> notOwn(InstanceBlock.Draft draft, List<Tracked> interfaces) {
        Optional<String> own = draft.instance().link().device();
        List<Tracked> kept = new ArrayList<>(interfaces);
        kept.removeIf(tracked -> {
            boolean is = own.filter(tracked.name()::equals).isPresent();
            if (is) {
                warn(
                        draft,
                        draft.tracked().at("track_interface", tracked),
                        "'" + tracked.name() + "' is the instance's own interface, which is tracked anyway");
            }
            return is;
        });
        return kept;
    }

    private static List<Tracked> kept(InstanceBlock.Draft draft, String keyword, List<Tracked> from, boolean grouped) {
        List<Tracked> kept = new ArrayList<>(from);
        kept.removeIf(tracked -> {
            boolean weightless = tracked.weight() == 0;
            if (!weightless && draft.instance().owner()) {
                warn(
                        draft,
                        draft.tracked().at(keyword, tracked),
                        "the weight of '" + tracked.name() + "' has no effect on the address owner (priority 255)");
                return true;
            }
            if (!weightless && grouped) {
                warn(
                        draft,
                        draft.tracked().at(keyword, tracked),
                        "the weight of '" + tracked.name()
                                + "' has no effect in a sync group without 'sync_group_tracking_weight'");
                return true;
            }
            return false;
        });
        return kept;
    }

    private static void warn(InstanceBlock.Draft draft, Position at, String message) {
        draft.reader().warning(DiagnosticKind.WARNING, at, message + "; it is ignored", "remove it");
    }

    private static VrrpInstance with(VrrpInstance i, Trackers trackers) {
        return new VrrpInstance(
                i.name(),
                i.ipv6(),
                i.dualStack(),
                i.virtualRouterId(),
                i.priority(),
                i.wishMaster(),
                i.timing(),
                i.link(),
                i.transport(),
                i.authentication(),
                i.preemption(),
                i.answers(),
                i.announcing(),
                i.accept(),
                i.strict(),
                i.objects(),
                i.lossMeansBackup(),
                trackers,
                i.notifications());
    }
}
