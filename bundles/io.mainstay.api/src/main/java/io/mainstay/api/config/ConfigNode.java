// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One statement of a configuration: a keyword, its arguments on the same line, and the statements of its block.
 *
 * <p>{@code virtual_server 10.0.0.1 80 { … }} has the keyword {@code virtual_server}, the arguments {@code 10.0.0.1} and
 * {@code 80}, and a block. Equality is by content; positions take no part in it (see {@link Word}).
 *
 * <p>Thread-safety: immutable.
 *
 * @param keyword first word of the statement
 * @param arguments the words after it, possibly none
 * @param block the statements between its braces; empty for {@code {}} and when there are no braces
 * @param hasBlock whether there were braces
 */
public record ConfigNode(Word keyword, List<Word> arguments, List<ConfigNode> block, boolean hasBlock) {

    public ConfigNode {
        Objects.requireNonNull(keyword, "keyword");
        arguments = List.copyOf(arguments);
        block = List.copyOf(block);
        if (!hasBlock && !block.isEmpty()) {
            throw new IllegalArgumentException("statements without a block: " + keyword);
        }
    }

    /** A statement without a block. */
    public static ConfigNode line(Word keyword, List<Word> arguments) {
        return new ConfigNode(keyword, arguments, List.of(), false);
    }

    /** A statement with a block. */
    public static ConfigNode block(Word keyword, List<Word> arguments, List<ConfigNode> block) {
        return new ConfigNode(keyword, arguments, block, true);
    }

    /** The keyword's text. */
    public String name() {
        return keyword.text();
    }

    public Position at() {
        return keyword.at();
    }

    /** The argument at {@code index} (0-based), when there are that many. */
    public Optional<Word> argument(int index) {
        return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
    }

    /** All statements of the block with this keyword, in order. */
    public List<ConfigNode> all(String name) {
        List<ConfigNode> found = new ArrayList<>();
        for (ConfigNode child : block) {
            if (child.name().equals(name)) {
                found.add(child);
            }
        }
        return found;
    }

    /** The statement as one line of keepalived.conf, for messages and logs. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(name());
        for (Word argument : arguments) {
            line.append(' ').append(argument);
        }
        if (hasBlock) {
            line.append(" { ");
            for (ConfigNode child : block) {
                line.append(child).append("; ");
            }
            line.append('}');
        }
        return line.toString();
    }
}
