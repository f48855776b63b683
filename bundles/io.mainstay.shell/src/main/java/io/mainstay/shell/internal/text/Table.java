// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under a heading, in columns as wide as what is in them. When that is more than the terminal has, the widest flexible
 * columns give way and their texts end in an ellipsis.
 *
 * <p>Thread-safety: one thread.
 */
public final class Table {
    /** As wide as needed: output that goes to a file or a pipe. */
    public static final int UNLIMITED = 0;

    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * One column.
     *
     * @param heading upper case
     * @param right whether its texts are right-aligned
     * @param flexible whether it may be cut
     */
    public record Column(String heading, boolean right, boolean flexible) {
        public static Column left(String heading) {
            return new Column(heading, false, false);
        }

        public static Column right(String heading) {
            return new Column(heading, true, false);
        }

        public static Column flexible(String heading) {
            return new Column(heading, false, true);
        }
    }

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row of as many cells as there are columns. */
    public Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<String> row = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * The table's lines, each ended by a newline and without spaces before it.
     *
     * @param indent put before each line
     * @param width of the terminal, {@link #UNLIMITED} for none
     */
    public String render(String indent, int width) {
        int[] widths = new int[columns.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = columns.get(c).heading().length();
            for (List<String> row : rows) {
                widths[c] = Math.max(widths[c], length(row.get(c)));
            }
        }
        if (width != UNLIMITED) {
            narrow(widths, width - indent.length());
        }
        StringBuilder out = new StringBuilder();
        line(out, indent, widths, columns.stream().map(Column::heading).toList());
        for (List<String> row : rows) {
            line(out, indent, widths, row);
        }
        return out.toString();
    }

    private void narrow(int[] widths, int available) {
        int total = GAP.length() * (widths.length - 1);
        for (int w : widths) {
            total += w;
        }
        while (total > available) {
            int widest = -1;
            for (int c = 0; c < widths.length; c++) {
                if (columns.get(c).flexible() && widths[c] > NARROWEST && (widest < 0 || widths[c] > widths[widest])) {
                    widest = c;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
            total--;
        }
    }

    private void line(StringBuilder out, String indent, int[] widths, List<String> cells) {
        int start = out.length();
        out.append(indent);
        for (int c = 0; c < widths.length; c++) {
            String cell = cut(cells.get(c), widths[c]);
            String padding = " ".repeat(widths[c] - length(cell));
            out.append(c == 0 ? "" : GAP);
            if (columns.get(c).right()) {
                out.append(padding).append(cell);
            } else {
                out.append(cell).append(padding);
            }
        }
        int end = out.length();
        while (end > start && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        out.append('\n');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text, int width) {
        return length(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
}
