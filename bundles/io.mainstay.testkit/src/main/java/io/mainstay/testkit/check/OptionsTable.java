// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import io.mainstay.api.config.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the options that a README documents with those that a factory reads. */
public final class OptionsTable {
    /** An option that no checker has, and that is near to none. */
    public static final String STRANGER = "zzzzzzzzzzzzzzzz";

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z_]+)` \\|.*$", Pattern.MULTILINE);
    private static final String KNOWN_HERE = "known here: ";

    private OptionsTable() {}

    /**
     * The first column of the table under a heading, as long as it holds code.
     *
     * @param heading the whole line, such as {@code "## Options"}
     */
    public static Set<String> documented(Path readme, String heading) {
        try {
            String text = Files.readString(readme);
            int start = text.indexOf(heading + "\n");
            if (start < 0) {
                throw new AssertionError("no line '" + heading + "' in " + readme);
            }
            int end = text.indexOf("\n## ", start + 1);
            Set<String> options = new TreeSet<>();
            Matcher rows = ROW.matcher(end < 0 ? text.substring(start) : text.substring(start, end));
            while (rows.find()) {
                options.add(rows.group(1));
            }
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All keywords that were read from the block in which {@link #STRANGER} stands, by what is said about it. */
    public static Set<String> read(Collection<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.message().contains(STRANGER) && diagnostic.hint().startsWith(KNOWN_HERE)) {
                return new TreeSet<>(
                        Set.of(diagnostic.hint().substring(KNOWN_HERE.length()).split(", ")));
            }
        }
        throw new AssertionError("nothing is said about " + STRANGER + ": " + diagnostics);
    }
}
