// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a configuration file and everything that it includes, and gives its statements with all that is wrong with its
 * form. The first stage, and the one that wires the others. One object per parse.
 */
public final class ConfigText {
    /** NUL, {@code !}, {@code "}, {@code #} and {@code $}, by their codes. */
    private static final long SPECIAL = 1L | 1L << '!' | 1L << '"' | 1L << '#' | 1L << '$';

    private final ConfigFiles files;
    private final Report report;
    private final Comments comments;
    private final Definitions definitions;
    private final Expansion expansion;
    private final WordSplitter splitter;
    private final TreeBuilder tree;
    /** Files that are open, innermost first, in their canonical spelling. */
    private final Deque<String> open = new ArrayDeque<>();

    private final Map<String, Integer> fileOrder = new HashMap<>();
    private Set<IncludeChecks> checks;

    private ConfigText(ConfigFiles files, SyntaxOptions options) {
        this.files = files;
        this.report = new Report(options.limits());
        this.checks = options.checkAllIncludes() ? IncludeChecks.ALL : Set.of();
        this.comments = new Comments(report);
        this.definitions = new Definitions(options);
        this.tree = new TreeBuilder(report, this::steer);
        this.splitter = new WordSplitter(report, new WordPool(), tree);
        this.expansion = new Expansion(definitions, options, report, this::expanded);
    }

    /**
     * Reads a configuration.
     *
     * @param path of the file; may have wildcards, then the first match is the file
     */
    public static Fragment parse(String path, ConfigFiles files, SyntaxOptions options) {
        return new ConfigText(files, options).parse(path);
    }

    private Fragment parse(String path) {
        List<String> matches = PathPattern.alternatives(path).stream()
                .flatMap(pattern -> PathPattern.matches(pattern, files).stream())
                .toList();
        if (matches.isEmpty()) {
            report.error(
                    DiagnosticKind.FILE_NOT_FOUND,
                    Position.of(path),
                    "there is no such configuration file",
                    "create it, or name another one with -f");
            return fragment();
        }
        if (matches.size() > 1) {
            report.warning(
                    DiagnosticKind.MULTIPLE_FILES,
                    Position.of(matches.get(0)),
                    "'" + path + "' matches " + matches.size() + " files; only this first one is read",
                    "include the others from it");
        }
        switch (files.kind(matches.get(0))) {
            case DIRECTORY, OTHER ->
                report.error(
                        DiagnosticKind.FATAL,
                        Position.of(matches.get(0)),
                        "this is not a regular file",
                        "name a configuration file with -f");
            default -> read(matches.get(0), null, Set.of());
        }
        return fragment();
    }

    private Fragment fragment() {
        List<ConfigNode> nodes = tree.finish();
        List<Diagnostic> diagnostics = new ArrayList<>(report.diagnostics());
        diagnostics.sort(Comparator.comparing((Diagnostic d) -> fileOrder.getOrDefault(d.at().file(), -1))
                .thenComparing(d -> d.at().line())
                .thenComparing(d -> d.at().column()));
        return new Fragment(nodes, diagnostics);
    }

    // ---- files ------------------------------------------------------------------------------------------------

    /** Reads one file; {@code from} is where the include statement names it, null for the top file. */
    private void read(String path, Position from, Set<IncludeChecks> wanted) {
        fileOrder.putIfAbsent(path, fileOrder.size());
        String text;
        try {
            text = new String(files.read(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            String why = "cannot read '" + path + "': " + reason(e);
            if (from == null) {
                report.error(
                        DiagnosticKind.UNREADABLE_FILE,
                        Position.of(path),
                        why,
                        "make it readable for the account that runs Mainstay, or name another one with -f");
            } else if (wanted.contains(IncludeChecks.READ)) {
                report.error(DiagnosticKind.MISSING_INCLUDE, from, why, "make it readable, or use 'include'");
            } else {
                report.notice(DiagnosticKind.FILE_NOT_FOUND, from, why + "; ignored", "");
            }
            return;
        }
        Set<IncludeChecks> ambient = checks;
        open.push(files.canonical(path));
        definitions.directory(directory(path));
        lines(path, text);
        expansion.endOfFile();
        open.pop();
        checks = ambient;
    }

    private void lines(String path, String text) {
        int length = text.length();
        int start = !text.isEmpty() && text.charAt(0) == '\ufeff' ? 1 : 0;
        for (int number = 1; start < length && !report.stopped(); number++) {
            int end = start;
            boolean simple = true;
            for (; end < length; end++) {
                char c = text.charAt(end);
                if (c == '\n') {
                    break;
                }
                simple &= !isSpecial(c);
            }
            Line raw = Line.physical(text, start, end, path, number);
            // Most lines are words and braces only; they need not go through each stage.
            simple &= end - start <= report.limits().lineBytes() / 3;
            Line line = simple ? raw.trimmed() : comments.strip(raw);
            start = end + 1;
            if (!report.countLine(line)) {
                return;
            }
            if (expansion.inDefinition()) {
                expansion.accept(line);
            } else if (line.isEmpty()) {
                continue;
            } else if (simple && line.first() != 'i') {
                splitter.split(line);
            } else {
                accept(line, path);
            }
        }
    }

    /** Whether a character may mean something to the stages between the file and the words. */
    private static boolean isSpecial(char c) {
        return c < 64 ? (SPECIAL >>> c & 1) != 0 : c == '@' || c == '\\' || c == '~';
    }

    private void accept(Line line, String path) {
        Include include = Include.of(line);
        if (include == null) {
            expansion.accept(line);
        } else {
            include(include, line, path);
        }
    }

    private static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
    }

    // ---- includes ---------------------------------------------------------------------------------------------

    private void include(Include include, Line line, String path) {
        Position at = line.at(include.patternAt());
        if (include.pattern().isEmpty()) {
            report.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    at,
                    "'" + include.keyword() + "' needs a file name, possibly with wildcards",
                    "");
            return;
        }
        Set<IncludeChecks> wanted = new HashSet<>(checks);
        wanted.addAll(include.checks());
        List<String> alternatives = PathPattern.alternatives(include.pattern());
        int matched = 0;
        for (String alternative : alternatives) {
            String pattern = absolute(alternative, path);
            List<String> matches = PathPattern.matches(pattern, files);
            matched += matches.size();
            if (matches.isEmpty()) {
                missing(alternative, at, alternatives.size() > 1, wanted);
            }
            for (String match : matches) {
                enter(match, at, wanted, PathPattern.isWild(alternative));
                definitions.directory(directory(path));
            }
        }
        if (matched == 0 && alternatives.size() > 1 && wanted.contains(IncludeChecks.MATCH)) {
            report.error(DiagnosticKind.MISSING_INCLUDE, at, "nothing matches '" + include.pattern() + "'", "");
        }
    }

    /** The JDK's exceptions of these kinds say no more than the path. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    private static String absolute(String pattern, String path) {
        if (pattern.startsWith("/") || path.indexOf('/') < 0) {
            return pattern;
        }
        String directory = directory(path);
        return directory.equals("/") ? "/" + pattern : directory + "/" + pattern;
    }

    private void missing(String pattern, Position at, boolean alternative, Set<IncludeChecks> wanted) {
        boolean wild = PathPattern.isWild(pattern);
        boolean required = alternative
                ? wanted.contains(IncludeChecks.BRACE_MATCH)
                : wanted.contains(wild ? IncludeChecks.WILDCARD_MATCH : IncludeChecks.MATCH);
        String message = "nothing matches '" + pattern + "'";
        if (required) {
            report.error(DiagnosticKind.MISSING_INCLUDE, at, message, "create the file, or use 'include'");
        } else if (!wild) {
            report.notice(DiagnosticKind.FILE_NOT_FOUND, at, message + "; ignored", "");
        }
    }

    private void enter(String match, Position at, Set<IncludeChecks> wanted, boolean wild) {
        if (files.kind(match) != ConfigFiles.Kind.FILE) {
            if (!wild) {
                report.notice(
                        DiagnosticKind.FILE_NOT_FOUND,
                        at,
                        "'" + match + "' is a directory, an executable or a special file; ignored",
                        "a configuration file is a regular file without execute permission");
            }
            return;
        }
        String canonical = files.canonical(match);
        if (open.contains(canonical)) {
            report.error(
                    DiagnosticKind.GENERAL,
                    at,
                    "'" + match + "' includes itself, directly or through other files; ignored here",
                    "remove this include");
            return;
        }
        if (open.size() >= report.limits().includes()) {
            report.error(
                    DiagnosticKind.GENERAL,
                    at,
                    "more than " + report.limits().includes() + " files include each other; ignored here",
                    "");
            return;
        }
        read(match, at, wanted);
    }

    // ---- what comes back from the other stages ------------------------------------------------------------------

    private void expanded(Line line) {
        Include late = Include.of(line);
        if (late != null) {
            report.error(
                    DiagnosticKind.GENERAL,
                    line.at(line.from()),
                    "'" + late.keyword() + "' is read before conditions, definitions and repetitions, and so can't "
                            + "come from one",
                    "write it on a line of its own");
            return;
        }
        splitter.split(line);
    }

    /** Two statements of global_defs change how the rest is read. */
    private void steer(Word block, Word keyword, List<Word> arguments) {
        if (!block.text().equals("global_defs")) {
            return;
        }
        if (keyword.text().equals("include_check")) {
            checks = IncludeChecks.changed(checks, arguments, report);
        } else if (keyword.text().equals("random_seed") && !arguments.isEmpty()) {
            Values.integer(arguments.get(0).text()).ifPresent(definitions::seed);
        }
    }
}
