// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import io.mainstay.api.control.Deployments.Deployment;
import io.mainstay.api.control.Deployments.State;
import io.mainstay.deploy.internal.watch.FileStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the deployed bundles in step with the jars of the watched folders. Each {@link #scan} looks at everything anew:
 * find the files, check those that changed, select who serves, then start the new before the old goes.
 *
 * <p>Bad input changes nothing: while a file is being overwritten, or after it was overwritten with something that is no
 * bundle or does not start, the bundle that came from it before goes on.
 *
 * <p>Thread-safety: {@link #scan} runs on one thread at a time; {@link #list} may be called from any.
 */
final class BundleDeployer {
    private static final Logger log = LoggerFactory.getLogger(BundleDeployer.class);

    private final PluginFolders folders;
    private final JarInspector inspector;
    private final Bundles bundles;
    private final Map<Path, Known> known = new TreeMap<>();
    private final Map<Path, String> logged = new HashMap<>();
    private volatile List<Deployment> list = List.of();

    BundleDeployer(PluginFolders folders, JarInspector inspector, Bundles bundles) {
        this.folders = folders;
        this.inspector = inspector;
        this.bundles = bundles;
    }

    /** What is known of a file: its stamp, the bundle last found in it (or null), and what is wrong with it now. */
    private record Known(FileStamp stamp, Candidate candidate, Inspection wrong) {}

    List<Deployment> list() {
        return list;
    }

    synchronized void scan() {
        boolean changed = look();
        Selection selection = Selection.of(candidates(), bundles.systemVersions());
        selection.winners().values().forEach(this::install);
        bundles.startPending(changed);
        bundles.retain(selection.winners().keySet());
        bundles.refresh();
        list = describe(selection);
    }

    private Collection<Candidate> candidates() {
        return known.values().stream()
                .map(Known::candidate)
                .filter(c -> c != null)
                .toList();
    }

    // ---- files ------------------------------------------------------------------------------------------------

    /** Brings {@link #known} up to date; whether anything is different. */
    private boolean look() {
        Map<Path, Integer> jars = folders.jars();
        boolean changed = known.keySet().removeIf(file -> {
            if (jars.containsKey(file)) {
                return false;
            }
            discardCopy(known.get(file).candidate());
            return true;
        });
        for (Map.Entry<Path, Integer> jar : jars.entrySet()) {
            FileStamp stamp = FileStamp.of(jar.getKey()).orElse(null);
            Known before = known.get(jar.getKey());
            if (stamp == null || before != null && before.stamp().equals(stamp)) {
                continue;
            }
            changed = true;
            known.put(jar.getKey(), look(jar.getKey(), jar.getValue(), stamp, before));
        }
        return changed;
    }

    private Known look(Path file, int folder, FileStamp stamp, Known before) {
        Candidate previous = before == null ? null : before.candidate();
        Inspection inspection = inspector.inspect(file, folder, stamp);
        if (inspection instanceof Inspection.Complete complete) {
            Candidate found = complete.candidate();
            if (previous != null && previous.content().equals(found.content())) {
                JarInspector.discard(found.copy());
                return new Known(stamp, previous, null);
            }
            discardCopy(previous);
            return new Known(stamp, found, null);
        }
        if (before == null || before.wrong() == null || before.wrong().getClass() != inspection.getClass()) {
            String goesOn = previous == null ? "" : "; " + previous.title() + " from before goes on";
            if (inspection instanceof Inspection.Incomplete incomplete) {
                log.info(
                        "{} is not yet complete ({}); it is left alone until it changes{}",
                        file,
                        incomplete.reason(),
                        goesOn);
            } else if (inspection instanceof Inspection.Unusable unusable) {
                log.warn("{} is not deployed: {}{}", file, unusable.reason(), goesOn);
            }
        }
        return new Known(stamp, previous, inspection);
    }

    private static void discardCopy(Candidate candidate) {
        if (candidate != null) {
            JarInspector.discard(candidate.copy());
        }
    }

    // ---- bundles ----------------------------------------------------------------------------------------------

    private void install(Candidate winner) {
        if (!bundles.needs(winner)) {
            return;
        }
        Candidate source = winner;
        if (!Files.exists(winner.copy())) { // it served before, was superseded, and is now wanted again
            FileStamp stamp = FileStamp.of(winner.file()).orElse(null);
            if (stamp == null
                    || !(inspector.inspect(winner.file(), winner.folder(), stamp) instanceof Inspection.Complete again)
                    || !again.candidate().content().equals(winner.content())) {
                known.remove(winner.file()); // changes at this moment: the next scan sees what it is
                return;
            }
            source = again.candidate();
        }
        bundles.install(source);
        JarInspector.discard(source.copy());
    }

    // ---- what others see --------------------------------------------------------------------------------------

    private List<Deployment> describe(Selection selection) {
        Map<Path, Deployment> byFile = new TreeMap<>();
        known.forEach((file, k) -> byFile.put(file, describe(file, k, selection)));
        logOnce(byFile, selection);
        return new ArrayList<>(byFile.values());
    }

    private Deployment describe(Path file, Known k, Selection selection) {
        Candidate c = k.candidate();
        if (c == null) {
            return k.wrong() instanceof Inspection.Unusable unusable
                    ? new Deployment("", "", file.toString(), State.REFUSED, unusable.reason())
                    : new Deployment("", "", file.toString(), State.INCOMPLETE, wrong(k));
        }
        String name = c.name();
        String version = c.version().toString();
        String refused = selection.refused().get(file);
        if (refused != null) {
            return new Deployment(name, version, file.toString(), State.REFUSED, refused);
        }
        if (bundles.serves(c) && !isDoubleOfWinner(c, selection)) {
            State state = c.fragment() ? State.FRAGMENT : State.ACTIVE;
            return new Deployment(name, version, file.toString(), state, wrong(k));
        }
        String superseded = selection.superseded().get(file);
        if (superseded != null) {
            return new Deployment(name, version, file.toString(), State.SUPERSEDED, superseded);
        }
        return new Deployment(name, version, file.toString(), State.FAILED, bundles.problem(c));
    }

    /** Whether the very same jar lies somewhere else, too, and that one counts. */
    private static boolean isDoubleOfWinner(Candidate c, Selection selection) {
        Candidate winner = selection.winners().get(c.name());
        return winner != null && winner != c && winner.content().equals(c.content());
    }

    private static String wrong(Known k) {
        if (k.wrong() instanceof Inspection.Incomplete incomplete) {
            return incomplete.reason();
        }
        return k.wrong() instanceof Inspection.Unusable unusable ? unusable.reason() : "";
    }

    private void logOnce(Map<Path, Deployment> now, Selection selection) {
        logged.keySet().retainAll(now.keySet());
        now.forEach((file, d) -> {
            boolean worthIt =
                    d.state() == State.SUPERSEDED || selection.refused().containsKey(file);
            String before = worthIt ? logged.put(file, d.problem()) : logged.remove(file);
            if (worthIt && !d.problem().equals(before)) {
                log.info("{} is not used: {}", file, d.problem());
            }
        });
    }
}
