// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Statements from lines: words are split at blanks, a block's braces end and begin a line. */
final class Text {
    private Text() {}

    /** A block named {@code CHECK} with these lines in it. */
    static ConfigNode block(String... lines) {
        Deque<List<ConfigNode>> open = new ArrayDeque<>();
        Deque<List<Word>> heads = new ArrayDeque<>();
        open.push(new ArrayList<>());
        heads.push(List.of(new Word("CHECK", "t", 0, 1)));
        for (int i = 0; i < lines.length; i++) {
            List<Word> words = new ArrayList<>();
            int at = 0;
            for (String text : lines[i].trim().split(" +")) {
                at = lines[i].indexOf(text, at);
                words.add(new Word(text, "t", i + 1, at + 1));
                at += text.length();
            }
            String last = words.get(words.size() - 1).text();
            if (last.equals("}")) {
                close(open, heads);
            } else if (last.equals("{")) {
                heads.push(words.subList(0, words.size() - 1));
                open.push(new ArrayList<>());
            } else {
                open.peek().add(ConfigNode.line(words.get(0), words.subList(1, words.size())));
            }
        }
        return ConfigNode.block(heads.pop().get(0), List.of(), open.pop());
    }

    private static void close(Deque<List<ConfigNode>> open, Deque<List<Word>> heads) {
        List<ConfigNode> inner = open.pop();
        List<Word> head = heads.pop();
        open.peek().add(ConfigNode.block(head.get(0), head.subList(1, head.size()), inner));
    }
}
