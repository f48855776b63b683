// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import io.mainstay.api.check.Options;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Options of a check from text in the manner of keepalived.conf: one statement per line, {@code "…"} or {@code '…'} around
 * words with blanks, a block's opening brace at the end of its line and its closing brace alone on one. Positions are those
 * of the text, in the file {@value #FILE}. (The product's own parser knows much more; this one needs no other bundle.)
 */
public final class OptionText {
    /** The file that positions name. */
    public static final String FILE = "test.conf";

    private final String[] lines;
    private int line;

    private OptionText(String text) {
        lines = text.split("\n", -1);
    }

    /** The statements in {@code text} as the block of a check of this type. */
    public static Options of(String type, String text) {
        return new Options(
                type, ConfigNode.block(new Word(type, FILE, 0, 0), List.of(), new OptionText(text).statements(false)));
    }

    private List<ConfigNode> statements(boolean inBlock) {
        List<ConfigNode> statements = new ArrayList<>();
        while (line < lines.length) {
            List<Word> words = words(lines[line], line + 1);
            line++;
            if (words.isEmpty()) {
                continue;
            }
            if (words.size() == 1 && words.get(0).text().equals("}")) {
                if (inBlock) {
                    return statements;
                }
                throw new IllegalArgumentException("line " + line + ": '}' without a block");
            }
            Word last = words.get(words.size() - 1);
            boolean opens = last.text().equals("{");
            List<Word> arguments = words.subList(1, opens ? words.size() - 1 : words.size());
            statements.add(
                    opens
                            ? ConfigNode.block(words.get(0), arguments, statements(true))
                            : ConfigNode.line(words.get(0), arguments));
        }
        if (inBlock) {
            throw new IllegalArgumentException("a block is not closed");
        }
        return statements;
    }

    private static List<Word> words(String text, int number) {
        List<Word> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t') {
                i++;
                continue;
            }
            int start = i;
            int end;
            if (c == '"' || c == '\'') {
                end = text.indexOf(c, i + 1);
                if (end < 0) {
                    throw new IllegalArgumentException("line " + number + ": a quote is not closed");
                }
                words.add(new Word(text.substring(start + 1, end), FILE, number, start + 1));
                i = end + 1;
                continue;
            }
            for (end = i; end < text.length() && " \t".indexOf(text.charAt(end)) < 0; end++) {}
            words.add(new Word(text.substring(start, end), FILE, number, start + 1));
            i = end;
        }
        return words;
    }
}
