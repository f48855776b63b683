// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Nests statements into blocks. A statement waits until the next token, because its opening brace may stand on the next
 * line. A brace too many or too few is an error, and building goes on. Confined to one parse.
 */
final class TreeBuilder {
    /** Sees each statement as soon as its line has ended; for the few that steer the parser itself. */
    interface StatementWatcher {
        void statement(Word block, Word keyword, List<Word> arguments);
    }

    private static final Word ROOT = new Word("", "", 0, 0);

    /** An open block; {@code keyword} is null when nothing announced it and its content is dropped. */
    private record Frame(
            Frame outer, Word keyword, List<Word> arguments, Position brace, ArrayList<ConfigNode> block) {}

    private final Report report;
    private final StatementWatcher watcher;
    private final ArrayList<Word> words = new ArrayList<>();
    private Word waitingKeyword;
    private List<Word> waitingArguments;
    private Frame frame = new Frame(null, ROOT, List.of(), null, new ArrayList<>());
    private int depth;

    TreeBuilder(Report report, StatementWatcher watcher) {
        this.report = report;
        this.watcher = watcher;
    }

    void word(Word word) {
        words.add(word);
    }

    void endOfLine() {
        if (words.isEmpty()) {
            return;
        }
        finishWaiting();
        waitingKeyword = words.get(0);
        waitingArguments = arguments();
        words.clear();
        if (frame.keyword() != null) {
            watcher.statement(frame.keyword(), waitingKeyword, waitingArguments);
        }
    }

    private List<Word> arguments() {
        return switch (words.size()) {
            case 1 -> List.of();
            case 2 -> List.of(words.get(1));
            case 3 -> List.of(words.get(1), words.get(2));
            default -> List.copyOf(words.subList(1, words.size()));
        };
    }

    private void finishWaiting() {
        if (waitingKeyword != null) {
            frame.block().add(ConfigNode.line(waitingKeyword, waitingArguments));
            waitingKeyword = null;
        }
    }

    void open(Position brace) {
        endOfLine();
        depth++;
        if (depth > report.limits().blocks()) {
            if (depth == report.limits().blocks() + 1) {
                report.error(
                        DiagnosticKind.UNEXPECTED_OPEN_BRACE,
                        brace,
                        "more than " + report.limits().blocks() + " blocks within each other; this one is ignored",
                        "a '}' is missing further up");
            }
            waitingKeyword = null;
            frame = new Frame(frame, null, List.of(), brace, new ArrayList<>());
            return;
        }
        if (waitingKeyword == null) {
            report.error(
                    DiagnosticKind.UNEXPECTED_OPEN_BRACE,
                    brace,
                    "unexpected '{': no statement stands before it; its block is ignored",
                    "write 'keyword {'");
        }
        frame = new Frame(frame, waitingKeyword, waitingArguments, brace, new ArrayList<>(8));
        waitingKeyword = null;
    }

    void close(Position brace) {
        endOfLine();
        finishWaiting();
        if (frame.outer() == null) {
            report.error(
                    DiagnosticKind.UNEXPECTED_CLOSE_BRACE,
                    brace,
                    "unexpected '}': no block is open here",
                    "remove it, or find the '{' that is missing");
            return;
        }
        closeFrame();
    }

    private void closeFrame() {
        Frame closed = frame;
        frame = closed.outer();
        depth--;
        if (closed.keyword() != null) {
            frame.block().add(ConfigNode.block(closed.keyword(), closed.arguments(), List.copyOf(closed.block())));
        }
    }

    /** Closes what is still open, with an error each, and gives the top-level statements. */
    List<ConfigNode> finish() {
        endOfLine();
        finishWaiting();
        while (frame.outer() != null) {
            if (depth <= report.limits().blocks()) {
                String what = frame.keyword() == null ? "this block" : "the block of '" + frame.keyword() + "'";
                report.error(
                        DiagnosticKind.MISSING_CLOSE_BRACE,
                        frame.brace(),
                        what + " is never closed: expected '}' before the end of the configuration",
                        "");
            }
            closeFrame();
        }
        return List.copyOf(frame.block());
    }
}
