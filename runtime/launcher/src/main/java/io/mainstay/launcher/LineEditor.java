// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines from a terminal in raw mode, with the usual keys: arrows, home, end, delete, history, and Ctrl-A B C D E F H K L
 * N P U W. A line that is longer than the terminal is wide is shown in part. One thread.
 */
final class LineEditor {
    private static final int END = -1;
    /** A letter's code plus this is the code of the letter with the control key. */
    private static final int CTRL = -'@';

    private static final int ESCAPE = 27;
    private static final int DELETE = 127;

    private final InputStream in;
    private final PrintStream out;
    private final String prompt;
    private final List<String> history = new ArrayList<>();

    private final StringBuilder line = new StringBuilder();
    private int cursor;
    private int recalled;
    private int columns;

    LineEditor(InputStream in, PrintStream out, String prompt) {
        this.in = in;
        this.out = out;
        this.prompt = prompt;
    }

    /**
     * The next line; empty at the end of the input, or for Ctrl-D on an empty line.
     *
     * @param terminalColumns how wide the terminal is now; 0 when that is not known
     */
    Optional<String> read(int terminalColumns) throws IOException {
        columns = terminalColumns > prompt.length() + 8 ? terminalColumns : 80;
        line.setLength(0);
        cursor = 0;
        recalled = history.size();
        while (true) {
            show();
            int key = in.read();
            switch (key) {
                case END -> {
                    return finish(Optional.empty());
                }
                case CTRL + 'D' -> {
                    if (line.isEmpty()) {
                        return finish(Optional.empty());
                    }
                    delete(cursor, after(cursor));
                }
                case '\r', '\n' -> {
                    return finish(Optional.of(remembered()));
                }
                case CTRL + 'C' -> {
                    out.print("^C");
                    return finish(Optional.of(""));
                }
                case ESCAPE -> escape();
                default -> edit(key);
            }
        }
    }

    private Optional<String> finish(Optional<String> result) {
        out.print("\r\n");
        out.flush();
        return result;
    }

    private String remembered() {
        String text = line.toString();
        if (!text.isBlank()
                && (history.isEmpty() || !history.get(history.size() - 1).equals(text))) {
            history.add(text);
        }
        return text;
    }

    private void edit(int key) throws IOException {
        if (key == CTRL + 'A') {
            cursor = 0;
        } else if (key == CTRL + 'E') {
            cursor = line.length();
        } else if (key == CTRL + 'B') {
            cursor = before(cursor);
        } else if (key == CTRL + 'F') {
            cursor = after(cursor);
        } else if (key == CTRL + 'H' || key == DELETE) {
            delete(before(cursor), cursor);
        } else if (key == CTRL + 'K') {
            delete(cursor, line.length());
        } else if (key == CTRL + 'U') {
            delete(0, cursor);
        } else if (key == CTRL + 'W') {
            delete(wordStart(), cursor);
        } else if (key == CTRL + 'L') {
            out.print("\033[H\033[2J");
        } else if (key == CTRL + 'P') {
            recall(recalled - 1);
        } else if (key == CTRL + 'N') {
            recall(recalled + 1);
        } else if (key >= ' ') {
            String typed = Character.toString(key < 0x80 ? key : rest(key));
            line.insert(cursor, typed);
            cursor += typed.length();
        }
    }

    /** The code point of a UTF-8 sequence that began with this byte. */
    private int rest(int first) throws IOException {
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
        int codePoint = more == 0 ? '?' : first & 0x3f >> more;
        for (int i = 0; i < more; i++) {
            codePoint = codePoint << 6 | in.read() & 0x3f;
        }
        return Character.isValidCodePoint(codePoint) ? codePoint : '?';
    }

    /** {@code ESC [ A} and the like; what is not known is swallowed as a whole. */
    private void escape() throws IOException {
        int kind = in.read();
        if (kind != '[' && kind != 'O') {
            return;
        }
        StringBuilder parameters = new StringBuilder();
        int last = in.read();
        while (last >= '0' && last <= '9' || last == ';') {
            parameters.append((char) last);
            last = in.read();
        }
        switch (last == '~' ? parameters.toString() : String.valueOf((char) last)) {
            case "A" -> recall(recalled - 1);
            case "B" -> recall(recalled + 1);
            case "C" -> cursor = after(cursor);
            case "D" -> cursor = before(cursor);
            case "H", "1", "7" -> cursor = 0;
            case "F", "4", "8" -> cursor = line.length();
            case "3" -> delete(cursor, after(cursor));
            default -> {
                // a key without a meaning here
            }
        }
    }

    private void recall(int entry) {
        if (entry < 0 || entry > history.size()) {
            return;
        }
        recalled = entry;
        line.setLength(0);
        line.append(entry == history.size() ? "" : history.get(entry));
        cursor = line.length();
    }

    private void delete(int from, int to) {
        line.delete(from, Math.min(to, line.length()));
        cursor = from;
    }

    private int before(int at) {
        return at == 0 ? 0 : line.offsetByCodePoints(at, -1);
    }

    private int after(int at) {
        return at == line.length() ? at : line.offsetByCodePoints(at, 1);
    }

    private int wordStart() {
        int at = cursor;
        while (at > 0 && line.charAt(at - 1) == ' ') {
            at--;
        }
        while (at > 0 && line.charAt(at - 1) != ' ') {
            at--;
        }
        return at;
    }

    /** Draws the line anew, so much of it that the cursor is in sight. */
    private void show() {
        int room = columns - prompt.length() - 1;
        int from = Math.max(0, cursor - room);
        int to = Math.min(line.length(), from + room);
        out.print("\r" + prompt + line.substring(from, to) + "\033[K");
        int back = line.codePointCount(cursor, Math.max(cursor, to));
        if (back > 0) {
            out.print("\033[" + back + "D");
        }
        out.flush();
    }
}
