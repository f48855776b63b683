// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.ScriptAccount;
import io.mainstay.config.internal.syntax.CommandLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code keyword COMMAND [user [[:]group]]} statements and judges the programs' files, each file once.
 *
 * <p>A missing program is a warning, as in keepalived, but the script stays configured, so that it works as soon as the
 * file is there. A program that somebody else than root can replace, and that would run as root, is a security finding;
 * with {@code enable_script_security} such a script is left out.
 */
public final class Scripts {
    private final Host host;
    private final Account account;
    private final boolean secure;
    private final boolean supplementary;

    /** @param supplementary scripts that run as somebody else get the supplementary groups without asking */
    Scripts(Host host, Account account, boolean secure, boolean supplementary) {
        this.host = host;
        this.account = account;
        this.secure = secure;
        this.supplementary = supplementary;
    }

    /** The script that {@code keyword} configures in this block. */
    public Optional<Script> read(BlockReader reader, String keyword) {
        return read(reader, keyword, Optional.empty());
    }

    Optional<Script> read(BlockReader reader, String keyword, Optional<Duration> limit) {
        return reader.node(keyword).flatMap(node -> script(reader, node, limit));
    }

    /**
     * A script whose result is needed all the time: one whose program is missing is left out, because a check that cannot be made
     * must not take an address away.
     *
     * @param node the command
     * @param user words that name an account, instead of those after the command; may be empty
     */
    public Optional<Script> needed(BlockReader reader, ConfigNode node, List<Word> user, Optional<Duration> limit) {
        Optional<Script> script = script(reader, user.isEmpty() ? node : withAccount(node, user), limit);
        Optional<String> program = script.map(s -> s.argv().get(0));
        if (program.isPresent()) {
            Host.ScriptFile file = host.inspect(program.get());
            return file.exists() && file.executable() ? script : Optional.empty();
        }
        return script;
    }

    /** Who runs scripts that name nobody. */
    ScriptAccount account() {
        Account runsAs = supplementary ? account.withSupplementaryGroups() : account;
        return new ScriptAccount(runsAs.user(), runsAs.group());
    }

    /**
     * A MISC_CHECK with its command split into words and its {@code user} judged; empty when it is left out because of
     * {@code enable_script_security}.
     */
    Optional<ConfigNode> ofCheck(BlockReader reader, ConfigNode check) {
        List<ConfigNode> commands = check.all("misc_path");
        if (commands.isEmpty()) {
            return Optional.of(check); // the checker says what is missing
        }
        ConfigNode command = commands.get(commands.size() - 1);
        List<Word> argv = argv(reader, command);
        if (argv.isEmpty()) {
            return Optional.of(check);
        }
        List<ConfigNode> users = check.all("user");
        List<Word> user =
                users.isEmpty() ? List.of() : users.get(users.size() - 1).arguments();
        Account runsAs = Account.read(reader, user.subList(0, Math.min(2, user.size())), account, host);
        if (!isUsable(reader, argv.get(0), argv.get(0).text(), runsAs)) {
            return Optional.empty();
        }
        List<ConfigNode> options = new ArrayList<>(check.block());
        options.replaceAll(node -> node == command ? ConfigNode.line(command.keyword(), argv) : node);
        if (supplementary && user.size() == 1) {
            ConfigNode last = users.get(users.size() - 1);
            Word all = new Word(
                    ":",
                    user.get(0).at().file(),
                    user.get(0).at().line(),
                    user.get(0).at().column());
            options.replaceAll(
                    node -> node == last ? ConfigNode.line(last.keyword(), List.of(user.get(0), all)) : node);
        }
        return Optional.of(ConfigNode.block(check.keyword(), check.arguments(), options));
    }

    /** One word is split; several are taken as they are. */
    private static List<Word> argv(BlockReader reader, ConfigNode command) {
        if (command.arguments().size() != 1) {
            return command.arguments();
        }
        Word word = command.arguments().get(0);
        CommandLine line = CommandLine.parse(word.text());
        if (line.unmatchedQuote()) {
            reader.error(
                    DiagnosticKind.UNMATCHED_QUOTE,
                    word.at(),
                    "the command of '" + command.name() + "' has an unmatched quote",
                    "put a parameter with blanks in single quotes inside the double-quoted command");
        }
        Position at = word.at();
        return line.argv().stream()
                .map(text -> new Word(text, at.file(), at.line(), at.column()))
                .toList();
    }

    private static ConfigNode withAccount(ConfigNode node, List<Word> user) {
        List<Word> words = new ArrayList<>(
                node.arguments().subList(0, Math.min(1, node.arguments().size())));
        words.addAll(user);
        return ConfigNode.line(node.keyword(), words);
    }

    private Optional<Script> script(BlockReader reader, ConfigNode node, Optional<Duration> limit) {
        reader.rejectSurplus(node, 3);
        List<Word> words = node.arguments();
        CommandLine command = words.isEmpty()
                ? new CommandLine(List.of(), false)
                : CommandLine.parse(words.get(0).text());
        if (command.argv().isEmpty()) {
            reader.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    words.isEmpty() ? node.at() : words.get(0).at(),
                    "'" + node.name() + "' needs a command, in double quotes when it has parameters");
            return Optional.empty();
        }
        Word word = words.get(0);
        if (command.unmatchedQuote()) {
            reader.error(
                    DiagnosticKind.UNMATCHED_QUOTE,
                    word.at(),
                    "the command of '" + node.name() + "' has an unmatched quote",
                    "put a parameter with blanks in single quotes inside the double-quoted command");
        }
        Account runsAs = Account.read(reader, words.subList(1, Math.min(3, words.size())), account, host);
        if (!isUsable(reader, word, command.argv().get(0), runsAs)) {
            return Optional.empty();
        }
        Account groups = supplementary ? runsAs.withSupplementaryGroups() : runsAs;
        return Optional.of(new Script(command.argv(), groups.user(), groups.group(), limit));
    }

    private boolean isUsable(BlockReader reader, Word word, String program, Account runsAs) {
        Host.ScriptFile file = host.inspect(program);
        if (!file.exists() || !file.executable()) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    word.at(),
                    "the script '" + program + "' " + (file.exists() ? "is not executable" : "does not exist"),
                    file.exists() ? "chmod +x it" : "it will fail until the file is there");
            return true;
        }
        boolean asRoot = host.runsAsRoot() && runsAs.user().map("root"::equals).orElse(true);
        if (!asRoot || file.writable().isEmpty()) {
            return true;
        }
        String finding = "the script '" + program + "' would run as root, but '"
                + file.writable().get() + "' can be written by others";
        if (secure) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    word.at(),
                    finding + "; it is not used, because of 'enable_script_security'",
                    "let only root write there, or name a user after the command");
            return false;
        }
        reader.warning(
                DiagnosticKind.SECURITY,
                word.at(),
                finding,
                "let only root write there, name a user after the command, or set 'enable_script_security'");
        return true;
    }
}
