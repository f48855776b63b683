// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.deploy.internal.watch.FileStamp;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Config Admin in step with the files of one folder. Each {@link #scan} reads what has changed; a file that cannot be
 * used leaves the configuration that it had before. What is new is created before what is gone is deleted, so that a renamed
 * file never leaves a moment without.
 *
 * <p>Thread-safety: any thread; scans run one at a time.
 */
final class EtcFolder {
    private static final Logger log = LoggerFactory.getLogger(EtcFolder.class);
    private static final int NAMED = 5; // more PIDs than this at a time are only counted in the log
    private static final String ANY_LOCATION = "?"; // whoever asks for the PID gets it

    private final Path folder;
    private final ConfigurationAdmin admin;
    private final Map<Path, Known> known = new TreeMap<>();
    private final Map<Pid, Properties> applied = new HashMap<>();
    private volatile List<Diagnostic> diagnostics = List.of();
    private boolean cleaned;

    /** A file: its stamp, what it last said when it could be used, and what is wrong with it now. */
    private record Known(FileStamp stamp, Map<Pid, Properties> configurations, List<Diagnostic> wrong) {}

    EtcFolder(Path folder, ConfigurationAdmin admin) {
        this.folder = folder;
        this.admin = admin;
    }

    /** Everything that is wrong with the files now. */
    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Looks at the folder; whether other things are wrong now than before. */
    synchronized boolean scan() {
        look();
        List<Diagnostic> wrong = new ArrayList<>();
        known.values().forEach(k -> wrong.addAll(k.wrong()));
        apply(desired(wrong));
        boolean different = !wrong.equals(diagnostics);
        diagnostics = List.copyOf(wrong);
        return different;
    }

    private void look() {
        Map<Path, FileStamp> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, EtcFile::isConfiguration)) {
                entries.forEach(entry -> FileStamp.of(entry).ifPresent(stamp -> files.put(entry, stamp)));
            } catch (IOException | DirectoryIteratorException e) {
                log.error("{} cannot be listed; the configuration from it stays: {}", folder, e.getMessage());
                return;
            }
        }
        known.keySet().retainAll(files.keySet());
        files.forEach((file, stamp) -> {
            Known before = known.get(file);
            if (before == null || !before.stamp().equals(stamp)) {
                known.put(file, read(file, stamp, before));
            }
        });
    }

    private Known read(Path file, FileStamp stamp, Known before) {
        ParsedFile parsed;
        try {
            parsed = EtcFile.parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            parsed = ParsedFile.broken(
                    Position.of(file.toString()),
                    "the file cannot be read: " + e.getMessage(),
                    "check its permissions");
        }
        if (!parsed.isBroken()) {
            parsed.configurations().values().forEach(p -> p.file(file.toString()));
            return new Known(stamp, parsed.configurations(), List.of());
        }
        Map<Pid, Properties> stays = before == null ? Map.of() : before.configurations();
        // The errors themselves are logged by who reads them from the source, once for each reload that they refuse.
        int errors = parsed.diagnostics().size();
        log.warn(
                "{} is not used because of {}; {}",
                file,
                errors == 1 ? "an error: " + parsed.diagnostics().get(0).message() : errors + " errors",
                stays.isEmpty() ? "nothing is configured by it" : "its previous configuration stays");
        return new Known(stamp, stays, parsed.diagnostics());
    }

    private Map<Pid, Properties> desired(List<Diagnostic> wrong) {
        Map<Pid, Properties> desired = new TreeMap<>();
        Map<Pid, Path> owners = new HashMap<>();
        known.forEach((file, k) -> k.configurations().forEach((pid, properties) -> {
            Path owner = owners.putIfAbsent(pid, file);
            if (owner == null) {
                desired.put(pid, properties);
            } else {
                wrong.add(Diagnostic.error(
                        DiagnosticKind.GENERAL,
                        Position.of(file.toString()),
                        pid + " is already configured by " + owner,
                        "delete one of the two files"));
            }
        }));
        return desired;
    }

    private void apply(Map<Pid, Properties> desired) {
        List<Pid> updated = new ArrayList<>();
        for (Map.Entry<Pid, Properties> entry : desired.entrySet()) {
            Properties now = applied.get(entry.getKey());
            if ((now == null || !now.sameAs(entry.getValue())) && update(entry.getKey(), entry.getValue())) {
                updated.add(entry.getKey());
            }
        }
        List<Pid> gone = applied.keySet().stream()
                .filter(pid -> !desired.containsKey(pid))
                .sorted()
                .toList();
        gone.forEach(this::delete);
        tell("configured", updated);
        tell("removed", gone);
        if (!cleaned) {
            cleaned = true;
            deleteLeftovers();
        }
    }

    private void tell(String what, List<Pid> pids) {
        if (!pids.isEmpty()) {
            log.info("{} {} by {}", what, pids.size() > NAMED ? pids.size() + " PIDs" : pids, folder);
        }
    }

    private boolean update(Pid pid, Properties properties) {
        try {
            configuration(pid).update(properties.toDictionary());
            applied.put(pid, properties);
            return true;
        } catch (IOException | RuntimeException e) {
            log.error("Config Admin does not take {}: {}", pid, e.getMessage(), e);
            return false;
        }
    }

    private void delete(Pid pid) {
        try {
            configuration(pid).delete();
        } catch (IOException | RuntimeException e) {
            log.error("Config Admin does not delete {}: {}", pid, e.getMessage(), e);
        }
        applied.remove(pid);
    }

    private Configuration configuration(Pid pid) throws IOException {
        Optional<String> name = pid.name();
        return name.isPresent()
                ? admin.getFactoryConfiguration(pid.pid(), name.get(), ANY_LOCATION)
                : admin.getConfiguration(pid.pid(), ANY_LOCATION);
    }

    /** Where Config Admin keeps things over a restart, files may have gone meanwhile. */
    private void deleteLeftovers() {
        try {
            Configuration[] all = admin.listConfigurations("(" + Properties.FILE + "=*)");
            for (Configuration configuration : all == null ? new Configuration[0] : all) {
                String pid = configuration.getPid();
                if (!applied.containsKey(Pid.parse(pid).orElse(new Pid(pid, Optional.empty())))) {
                    log.info("removed {}: its file is gone", pid);
                    configuration.delete();
                }
            }
        } catch (IOException | InvalidSyntaxException e) {
            log.warn("configurations of an earlier run cannot be listed: {}", e.getMessage());
        }
    }
}
