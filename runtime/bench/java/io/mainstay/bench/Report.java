// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The figures of one benchmark, as a Markdown table: a row per case and subject, a column per figure. One thread. */
final class Report {
    private final Path file;
    private final Map<String, Map<String, Map<String, Numbers>>> cases = new LinkedHashMap<>();
    private final Set<String> figures = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    Report(Path file) {
        this.file = file;
    }

    void add(String theCase, String subject, String figure, double value) {
        figures.add(figure);
        cases.computeIfAbsent(theCase, c -> new LinkedHashMap<>())
                .computeIfAbsent(subject, s -> new LinkedHashMap<>())
                .computeIfAbsent(figure, f -> new Numbers())
                .add(value);
        System.out.printf("  %-24s %-24s %-24s %s%n", theCase, subject, figure, Numbers.figure(value));
    }

    void note(String text) {
        if (notes.add(text)) {
            System.out.println("  note: " + text);
        }
    }

    /** Prints the table and writes it to the file. */
    void finish() throws IOException {
        StringBuilder out = new StringBuilder("| case | subject |");
        figures.forEach(figure -> out.append(' ').append(figure).append(" |"));
        out.append("\n|---|---|").append("---:|".repeat(figures.size())).append('\n');
        cases.forEach((theCase, subjects) -> {
            subjects.forEach((subject, values) -> row(out, theCase, subject, values));
            ratios(out, theCase, subjects);
        });
        notes.forEach(note -> out.append("\n- ").append(note));
        out.append(notes.isEmpty() ? "" : "\n");
        Files.createDirectories(file.getParent());
        Files.writeString(file, out);
        System.out.println("\n" + out + "\nwritten to " + file);
    }

    private void row(StringBuilder out, String theCase, String subject, Map<String, Numbers> values) {
        out.append("| ").append(theCase).append(" | ").append(subject).append(" |");
        figures.forEach(figure -> out.append(' ')
                .append(values.containsKey(figure) ? values.get(figure) : "")
                .append(" |"));
        out.append('\n');
    }

    /** Each Mainstay subject against each peer of the same case. */
    private void ratios(StringBuilder out, String theCase, Map<String, Map<String, Numbers>> subjects) {
        List<String> ours = subjects.keySet().stream()
                .filter(name -> name.startsWith("Mainstay"))
                .toList();
        List<String> peers = subjects.keySet().stream()
                .filter(name -> !name.startsWith("Mainstay"))
                .toList();
        for (String mine : ours) {
            for (String peer : peers) {
                String cells = figures.stream()
                        .map(figure -> ratio(
                                subjects.get(mine).get(figure),
                                subjects.get(peer).get(figure)))
                        .collect(Collectors.joining(" | "));
                out.append("| ")
                        .append(theCase)
                        .append(" | *")
                        .append(mine)
                        .append(" ÷ ")
                        .append(peer);
                out.append("* | ").append(cells).append(" |\n");
            }
        }
    }

    private static String ratio(Numbers mine, Numbers peer) {
        return mine == null || peer == null || mine.median() <= 0 || peer.median() <= 0
                ? ""
                : "*" + Numbers.figure(mine.median() / peer.median()) + "×*";
    }
}
