// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.check;

import io.mainstay.api.option.BlockDescription;
import io.mainstay.api.option.OptionDescription;
import io.mainstay.api.option.OptionDescription.Shape;
import io.mainstay.api.option.OptionSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a Markdown page that is generated from declared options: what stands between the lines
 * {@code <!-- options of TYPE: generated -->} and {@code <!-- end of options -->}.
 */
public final class OptionsPage {
    /** System property that makes {@link #assertUpToDate} write the page instead. */
    public static final String WRITE = "mainstay.write-docs";

    private static final String END = "<!-- end of options -->";

    private OptionsPage() {}

    /** Fails when the page's part about a type is not what is declared. */
    public static void assertUpToDate(Path page, String type, OptionSchema<?> schema) {
        try {
            String text = Files.readString(page);
            String start = "<!-- options of " + type + ": generated -->\n";
            int from = text.indexOf(start);
            int to = text.indexOf(END, from);
            if (from < 0 || to < 0) {
                throw new AssertionError(page + " needs the line '" + start.strip() + "', and after it '" + END + "'");
            }
            String wanted = text.substring(0, from + start.length()) + "\n" + markdown(schema.description()) + "\n"
                    + text.substring(to);
            if (wanted.equals(text)) {
                return;
            }
            if (!Boolean.getBoolean(WRITE)) {
                throw new AssertionError("the options of " + type + " in " + page
                        + " are not what is declared; run this test with -D" + WRITE + "=true to write them:\n"
                        + markdown(schema.description()));
            }
            Files.writeString(page, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table of the options, followed by one for each block or line that has parts. */
    public static String markdown(BlockDescription block) {
        StringBuilder text = new StringBuilder(table(block.options()));
        if (block.options().isEmpty()) {
            text.append("It has no options of its own.\n");
        }
        parts("", block.options(), text);
        return text.toString();
    }

    private static void parts(String outer, List<OptionDescription> options, StringBuilder text) {
        for (OptionDescription option : options) {
            List<OptionDescription> parts = new ArrayList<>(option.arguments());
            parts.addAll(option.options());
            if (!parts.isEmpty() && !isOneWord(option)) {
                String name = outer + option.keyword();
                text.append("\n`").append(option.usage()).append("`");
                text.append(outer.isEmpty() ? "" : " in `" + outer.strip() + "`")
                        .append(":\n\n");
                text.append(table(parts));
                parts(name + " ", option.options(), text);
            }
        }
    }

    /** Which needs no table of its own. */
    private static boolean isOneWord(OptionDescription option) {
        return option.shape() == Shape.LINE && option.arguments().size() == 1;
    }

    private static String table(List<OptionDescription> options) {
        if (options.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("| option | form | default | meaning |\n|---|---|---|---|\n");
        for (OptionDescription option : options) {
            text.append("| `").append(option.keyword()).append("` | ");
            text.append(cell(form(option))).append(" | ");
            text.append(cell(ifAbsent(option))).append(" | ");
            text.append(cell(option.help()));
            if (!option.deprecated().isEmpty()) {
                text.append("; deprecated: ").append(cell(option.deprecated()));
            }
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String form(OptionDescription option) {
        String expected = option.value()
                .map(value ->
                        value.choices().isEmpty() ? value.expected() : "`" + String.join("`, `", value.choices()) + "`")
                .orElse("");
        return switch (option.shape()) {
            case VALUE -> expected;
            case WORDS -> "one or more: " + expected;
            case SWITCH -> "on or off; alone: on";
            case FLAG -> "alone";
            case LINE ->
                isOneWord(option)
                        ? oneWord(option)
                        : "`" + option.usage() + "`" + (option.repeatable() ? ", repeatable" : "");
            case BLOCK -> "block" + (option.repeatable() ? ", repeatable" : "");
            case ANY -> "anything";
        };
    }

    private static String oneWord(OptionDescription option) {
        OptionDescription word = option.arguments().get(0);
        String expected = word.value().map(value -> value.expected()).orElse("");
        return (word.required() ? "" : "alone, or ") + expected + (option.repeatable() ? "; repeatable" : "");
    }

    private static String ifAbsent(OptionDescription option) {
        if (option.required()) {
            return "– (required)";
        }
        if (!option.defaultValue().isEmpty()) {
            return "`" + option.defaultValue() + "`";
        }
        if (!option.otherwise().isEmpty()) {
            return option.otherwise();
        }
        return option.shape() == Shape.SWITCH ? "off" : option.shape() == Shape.FLAG ? "–" : "none";
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|");
    }
}
