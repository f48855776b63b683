// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code key = value} lines: every value is one String. Lines that begin with {@code #} or {@code !} are comments; a line that
 * ends in a backslash goes on in the next one, whose leading blanks are dropped. A backslash elsewhere is a backslash.
 */
final class CfgText {
    private CfgText() {}

    static ParsedFile parse(String file, Pid pid, String text) {
        Properties properties = new Properties();
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<String> lines =
                (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            String line = lines.get(i);
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith("!")) {
                continue;
            }
            StringBuilder logical = new StringBuilder(line);
            while (logical.charAt(logical.length() - 1) == '\\' && i + 1 < lines.size()) {
                logical.setLength(logical.length() - 1);
                logical.append(lines.get(++i).stripLeading());
                if (logical.isEmpty()) {
                    break;
                }
            }
            int keyColumn = line.length() - line.stripLeading().length() + 1;
            int equals = logical.indexOf("=");
            String key = equals < 0 ? "" : logical.substring(0, equals).strip();
            if (key.isEmpty()) {
                diagnostics.add(Diagnostic.error(
                        DiagnosticKind.GENERAL,
                        new Position(file, number, keyColumn),
                        "expected 'key = value'",
                        "begin the line with '#' if it is a comment"));
                continue;
            }
            String after = logical.substring(equals + 1);
            String value = after.strip();
            int valueColumn = equals + 2 + after.length() - after.stripLeading().length();
            List<String> positions =
                    List.of(number + ":" + keyColumn, number + ":" + (value.isEmpty() ? keyColumn : valueColumn));
            if (!properties.put(key, value, positions)) {
                diagnostics.add(Diagnostic.error(
                        DiagnosticKind.GENERAL,
                        new Position(file, number, keyColumn),
                        "'" + key + "' is given twice",
                        "remove one of them; upper and lower case make no difference"));
            }
        }
        return diagnostics.isEmpty()
                ? new ParsedFile(Map.of(pid, properties), List.of())
                : ParsedFile.broken(diagnostics);
    }
}
