// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.NotifyFifo;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.SslSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code global_defs}: what concerns checks, scripts and mail. What concerns virtual routers is read by others, and some keywords
 * are known by name only; the caller rejects what nobody has read.
 */
final class GlobalDefsBlock {
    private static final String ACCOUNT_BY_CONVENTION = "keepalived_script";

    private final BlockReader reader;
    private final Host host;

    private GlobalDefsBlock(BlockReader reader, Host host) {
        this.reader = reader;
        this.host = host;
    }

    /** Reads the block; an empty one stands for none. */
    static Globals read(BlockReader reader, Optional<SslSettings> ssl, Host host) {
        return new GlobalDefsBlock(reader, host).read(ssl);
    }

    private Globals read(Optional<SslSettings> ssl) {
        Scripts scripts = scripts();
        Optional<Boolean> mailDefault = reader.bool("smtp_alert");
        Optional<Boolean> alerts = reader.bool("smtp_alert_checker").or(() -> mailDefault);
        Optional<Boolean> logAllFailures = reader.bool("checker_log_all_failures");
        Optional<String> plane = reader.text("data_plane");
        DrainTime drain = DrainTime.read(reader).orElse(DrainTime.STANDARD);
        GlobalSettings settings = new GlobalSettings(
                reader.text("router_id").orElseGet(host::name),
                plane.orElse(PlaneCheck.AUTO),
                MailStatements.read(reader, host),
                fifos(scripts),
                reader.bool("no_checker_emails").orElse(false),
                reader.bool("rs_init_notifies").orElse(false),
                script(scripts, "startup_script"),
                script(scripts, "shutdown_script"),
                ssl);
        knownToTheParser();
        reader.notYetSupported(NotYetSupported.GLOBAL_DEFS);
        return new Globals(
                settings,
                Timing.loggingAllFailures(logAllFailures),
                alerts,
                drain.limit(),
                Statements.valueAt(reader, "data_plane"),
                scripts,
                reader.bool("share_checks").orElse(true),
                null);
    }

    private void knownToTheParser() {
        // The parser has acted on these; a new configuration is always validated before it is used.
        reader.leaveToOthers("include_check", "reload_check_config");
        reader.bool("use_symlink_paths"); // paths are used as they are given
        reader.integer("random_seed", 0, Integer.MAX_VALUE);
    }

    private Scripts scripts() {
        boolean secure = reader.bool("enable_script_security").orElse(false);
        Optional<ConfigNode> named = reader.node("script_user");
        Account account = host.runsAsRoot() && host.hasAccount(ACCOUNT_BY_CONVENTION)
                ? new Account(Optional.of(ACCOUNT_BY_CONVENTION), Optional.empty())
                : Account.DAEMON;
        if (named.isPresent()) {
            List<Word> words = named.get().arguments();
            reader.rejectSurplus(named.get(), 2);
            if (words.isEmpty()) {
                reader.error(
                        DiagnosticKind.MISSING_PARAMETER,
                        named.get().at(),
                        "'script_user' needs a user, and possibly a group");
            }
            account = Account.read(reader, words.subList(0, Math.min(2, words.size())), account, host);
        } else if (secure && account.equals(Account.DAEMON) && host.runsAsRoot()) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    Statements.valueAt(reader, "enable_script_security")
                            .orElse(reader.block().at()),
                    "scripts without a user run as root: there is no account '" + ACCOUNT_BY_CONVENTION + "'",
                    "create that account, or set 'script_user'");
        }
        return new Scripts(
                host, account, secure, reader.bool("set_supplementary_groups").orElse(false));
    }

    private Optional<Script> script(Scripts scripts, String keyword) {
        Duration limit =
                Duration.ofSeconds(reader.integer(keyword + "_timeout", 1, 1000).orElse(10));
        return scripts.read(reader, keyword, Optional.of(limit));
    }

    private List<NotifyFifo> fifos(Scripts scripts) {
        Map<String, NotifyFifo> byPath = new LinkedHashMap<>();
        fifo(scripts, "notify_fifo", true, true, byPath);
        fifo(scripts, "lvs_notify_fifo", true, false, byPath);
        fifo(scripts, "vrrp_notify_fifo", false, true, byPath);
        return List.copyOf(byPath.values());
    }

    private void fifo(
            Scripts scripts, String keyword, boolean servers, boolean routers, Map<String, NotifyFifo> byPath) {
        fifo(scripts, keyword, servers, routers).ifPresent(fifo -> {
            if (byPath.putIfAbsent(fifo.path(), fifo) != null) {
                reader.error(
                        DiagnosticKind.GENERAL,
                        Statements.valueAt(reader, keyword).orElseThrow(),
                        "'" + keyword + "' has the same path as another pipe",
                        "give each a path of its own");
            }
        });
    }

    private Optional<NotifyFifo> fifo(Scripts scripts, String keyword, boolean servers, boolean routers) {
        Optional<Script> script = scripts.read(reader, keyword + "_script");
        Optional<ConfigNode> node = reader.node(keyword);
        if (node.isEmpty()) {
            Statements.valueAt(reader, keyword + "_script")
                    .ifPresent(at -> reader.warning(
                            DiagnosticKind.WARNING,
                            at,
                            "'" + keyword + "_script' has no effect without '" + keyword + "'",
                            ""));
            return Optional.empty();
        }
        List<Word> words = node.get().arguments();
        reader.rejectSurplus(node.get(), 3);
        if (words.isEmpty() || !words.get(0).text().startsWith("/")) {
            reader.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    words.isEmpty() ? node.get().at() : words.get(0).at(),
                    "'" + keyword + "' needs an absolute path");
            return Optional.empty();
        }
        Account owner = Account.read(reader, words.subList(1, Math.min(3, words.size())), Account.DAEMON, host);
        return Optional.of(new NotifyFifo(words.get(0).text(), owner.user(), owner.group(), script, servers, routers));
    }
}
