// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Fragment;
import java.util.List;

/** What came of a text, in the forms that tests compare. */
record Parsed(Fragment fragment) {

    static Parsed of(String text) {
        return of(FakeFiles.main(text));
    }

    static Parsed of(FakeFiles files) {
        return of(files, SyntaxOptions.of("lb1"));
    }

    static Parsed of(FakeFiles files, SyntaxOptions options) {
        return new Parsed(ConfigText.parse("main.conf", files, options));
    }

    /** Each top-level statement on a line. */
    String tree() {
        return String.join(
                "\n", fragment.nodes().stream().map(ConfigNode::toString).toList());
    }

    /** Words of the first statement, in vertical bars, so that blanks in words can be seen. */
    String words() {
        ConfigNode node = fragment.nodes().get(0);
        StringBuilder words = new StringBuilder("|" + node.name() + "|");
        node.arguments().forEach(word -> words.append(word).append('|'));
        return words.toString();
    }

    /** {@code line:column: severity KIND: message}, each. */
    List<String> problems() {
        return fragment.diagnostics().stream().map(Parsed::problem).toList();
    }

    private static String problem(Diagnostic d) {
        String file = d.at().file().equals("main.conf") ? "" : d.at().file() + ":";
        return file + d.at().line() + ":" + d.at().column() + ": " + d.kind() + ": " + d.message();
    }

    /** Position of the word with this text that comes first, as {@code line:column}. */
    String at(String word) {
        return fragment.nodes().stream()
                .map(node -> find(node, word))
                .filter(at -> !at.isEmpty())
                .findFirst()
                .orElse("absent");
    }

    private static String find(ConfigNode node, String word) {
        if (node.name().equals(word)) {
            return node.at().line() + ":" + node.at().column();
        }
        for (var argument : node.arguments()) {
            if (argument.text().equals(word)) {
                return argument.at().line() + ":" + argument.at().column();
            }
        }
        for (ConfigNode child : node.block()) {
            String at = find(child, word);
            if (!at.isEmpty()) {
                return at;
            }
        }
        return "";
    }
}
