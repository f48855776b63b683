// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;

/**
 * Cuts a logical line into words and braces. Words are separated by blanks; a double-quoted string is one word. A brace
 * stands at the start or the end of an unquoted word, and what follows it is read as if it stood on a new line. Lines of
 * {@link QuotedKeywords} have richer words: {@link EscapedWord}. Confined to one parse.
 */
final class WordSplitter {
    private final Report report;
    private final WordPool pool;
    private final TreeBuilder tree;

    WordSplitter(Report report, WordPool pool, TreeBuilder tree) {
        this.report = report;
        this.pool = pool;
        this.tree = tree;
    }

    void split(Line line) {
        String text = line.text();
        int to = line.to();
        boolean atStart = true;
        boolean escapes = false;
        int i = line.from();
        while (i < to) {
            char c = text.charAt(i);
            if (Line.isBlank(c)) {
                i++;
                continue;
            }
            if (c == '{' || c == '}') {
                if (c == '{') {
                    tree.open(line.at(i));
                } else {
                    tree.close(line.at(i));
                }
                i++;
                atStart = true;
                escapes = false;
                continue;
            }
            int start = i;
            String word;
            if (escapes) {
                EscapedWord read = EscapedWord.read(text, i, to, true);
                if (read.openQuote() >= 0) {
                    unmatchedQuote(line, read.openQuote());
                }
                word = read.text();
                i = read.end();
            } else if (c == '"') {
                int close = Line.indexOf(text, '"', i + 1, to);
                if (close < 0) {
                    unmatchedQuote(line, i);
                    close = to;
                }
                word = pool.word(text, i + 1, close);
                i = Math.min(close + 1, to);
            } else {
                i = endOfPlainWord(text, i, to);
                word = pool.word(text, start, i);
            }
            tree.word(new Word(word, line.file(), line.number(), line.column(start)));
            if (atStart) {
                escapes = QuotedKeywords.contains(word);
                atStart = false;
            }
        }
        tree.endOfLine();
    }

    private void unmatchedQuote(Line line, int at) {
        report.error(
                DiagnosticKind.UNMATCHED_QUOTE,
                line.at(at),
                "unmatched quote: expected another " + line.text().charAt(at) + " before the end of the line",
                "");
    }

    /** End of the unquoted word at {@code from}: the next blank or quote, without braces that end the word. */
    private static int endOfPlainWord(String text, int from, int to) {
        int end = from;
        boolean opened = false;
        while (end < to) {
            char c = text.charAt(end);
            if (c == '"' || Line.isBlank(c)) {
                break;
            }
            opened |= c == '{';
            end++;
        }
        if (text.charAt(end - 1) == '{' && text.charAt(end - 2) != '$') {
            return end - 1;
        }
        while (!opened && end - 1 > from && text.charAt(end - 1) == '}') {
            end--;
        }
        return end;
    }
}
