// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.platform.json.JsonSpan;
import io.mainstay.platform.json.JsonValue;
import io.mainstay.platform.json.JsonValue.JsonArray;
import io.mainstay.platform.json.JsonValue.JsonBoolean;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonNull;
import io.mainstay.platform.json.JsonValue.JsonNumber;
import io.mainstay.platform.json.JsonValue.JsonObject;
import io.mainstay.platform.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns JSON members into statements by the general rule that {@link Keywords} describes, and collects what cannot be
 * turned.
 *
 * <p>Thread-safety: confined to one reading of the source.
 */
final class Statements {
    private final AdminEntry entry;
    private final List<Diagnostic> diagnostics;

    Statements(AdminEntry entry, List<Diagnostic> diagnostics) {
        this.entry = entry;
        this.diagnostics = diagnostics;
    }

    /** The statements of all members but some. */
    List<ConfigNode> of(JsonObject object, Set<String> except) {
        List<ConfigNode> nodes = new ArrayList<>();
        for (JsonMember member : object.members()) {
            if (!except.contains(member.name())) {
                add(member, nodes);
            }
        }
        return nodes;
    }

    private void add(JsonMember member, List<ConfigNode> nodes) {
        Word keyword = entry.word(member.name(), member.nameSpan());
        JsonValue value = member.value();
        if (Keywords.LISTS.contains(member.name())) {
            nodes.add(ConfigNode.block(keyword, List.of(), list(value)));
        } else if (Keywords.LINES.contains(member.name())) {
            nodes.add(ConfigNode.block(keyword, List.of(), lines(value)));
        } else if (value instanceof JsonObject object) {
            nodes.add(ConfigNode.block(keyword, List.of(), of(object, Set.of())));
        } else if (value instanceof JsonArray array) {
            addArray(keyword, array, nodes);
        } else if (isOff(member)) {
            return;
        } else {
            nodes.add(ConfigNode.line(keyword, words(keyword, value)));
        }
    }

    private void addArray(Word keyword, JsonArray array, List<ConfigNode> nodes) {
        List<Word> line = new ArrayList<>();
        boolean nested = false;
        for (JsonValue element : array.elements()) {
            if (element instanceof JsonObject object) {
                nested = true;
                nodes.add(ConfigNode.block(at(keyword, element.span()), List.of(), of(object, Set.of())));
            } else if (element instanceof JsonArray words) {
                nested = true;
                List<Word> arguments = new ArrayList<>();
                words.elements().forEach(w -> arguments.addAll(words(keyword, w)));
                nodes.add(ConfigNode.line(at(keyword, element.span()), arguments));
            } else {
                line.addAll(words(keyword, element));
            }
        }
        if (nested && !line.isEmpty()) {
            error(array.span(), "the array of '" + keyword + "' mixes objects or arrays with plain values", "");
        } else if (!line.isEmpty()) {
            nodes.add(ConfigNode.line(keyword, line));
        }
    }

    private Word at(Word keyword, JsonSpan span) {
        return entry.word(keyword.text(), span);
    }

    /** Whether a switch is given as off: then there is no statement. */
    private static boolean isOff(JsonMember member) {
        JsonValue value = member.value();
        if (value instanceof JsonNull) {
            return true;
        }
        boolean off = value instanceof JsonBoolean bool && !bool.value()
                || value instanceof JsonString string
                        && Values.bool(string.text()).equals(Optional.of(false));
        return off && Keywords.SWITCHES.contains(member.name());
    }

    /** The words of a plain value; none for {@code true} and for an empty string. */
    private List<Word> words(Word keyword, JsonValue value) {
        if (value instanceof JsonNumber number) {
            return List.of(entry.word(number.text(), value.span()));
        }
        if (value instanceof JsonBoolean bool) {
            return bool.value() ? List.of() : List.of(entry.word("false", value.span()));
        }
        if (!(value instanceof JsonString string)) {
            error(value.span(), "'" + keyword + "' cannot have " + value.kind() + " here: expected a plain value", "");
            return List.of();
        }
        String name = keyword.text();
        boolean on =
                Keywords.SWITCHES.contains(name) && Values.bool(string.text()).equals(Optional.of(true));
        if (on || string.text().isEmpty()) {
            return List.of();
        }
        if (Keywords.ENDPOINTS.contains(name)) {
            return endpoint(string);
        }
        return Keywords.SPLIT.contains(name) ? split(string, " \t") : List.of(entry.word(string.text(), value.span()));
    }

    /** Statements of which each is one of the values. */
    private List<ConfigNode> list(JsonValue value) {
        List<ConfigNode> nodes = new ArrayList<>();
        for (JsonValue element : value instanceof JsonArray array ? array.elements() : List.of(value)) {
            if (element instanceof JsonString string) {
                List<Word> words = value instanceof JsonArray
                        ? List.of(entry.word(string.text(), element.span()))
                        : split(string, ", \t");
                words.forEach(word -> nodes.add(ConfigNode.line(word, List.of())));
            } else {
                error(element.span(), "found " + element.kind() + ": expected a string", "");
            }
        }
        return nodes;
    }

    /** Statements of which each is the words of one of the values; in one string they are separated by commas. */
    List<ConfigNode> lines(JsonValue value) {
        List<ConfigNode> nodes = new ArrayList<>();
        for (JsonValue element : value instanceof JsonArray array ? array.elements() : List.of(value)) {
            if (!(element instanceof JsonString string)) {
                error(element.span(), "found " + element.kind() + ": expected a string", "");
                continue;
            }
            for (Word part : value instanceof JsonArray
                    ? List.of(entry.word(string.text(), element.span()))
                    : split(string, ",")) {
                List<Word> words = split(new JsonString(part.text(), element.span()), " \t");
                if (!words.isEmpty()) {
                    nodes.add(ConfigNode.line(words.get(0), words.subList(1, words.size())));
                }
            }
        }
        return nodes;
    }

    /**
     * Address and port as two words, from {@code "10.0.0.1:80"}, {@code "[2001:db8::1]:80"} or {@code "10.0.0.1 80"}; what
     * comes before the port is not judged here.
     */
    List<Word> endpoint(JsonString string) {
        List<Word> words = split(string, " \t");
        if (words.size() != 1) {
            return words;
        }
        String text = words.get(0).text();
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[") && colon > 0 && text.charAt(colon - 1) == ']';
        boolean one = colon > 0 && text.indexOf(':') == colon;
        if (!bracketed && !one) {
            boolean bareBracketed = text.startsWith("[") && text.endsWith("]");
            return List.of(part(string, text, bareBracketed ? 1 : 0, text.length() - (bareBracketed ? 1 : 0)));
        }
        int start = bracketed ? 1 : 0;
        int end = bracketed ? colon - 1 : colon;
        return List.of(part(string, text, start, end), part(string, text, colon + 1, text.length()));
    }

    private Word part(JsonString string, String text, int start, int end) {
        return shifted(string, text.substring(start, end), string.text().indexOf(text) + start);
    }

    List<Word> split(JsonString string, String separators) {
        List<Word> words = new ArrayList<>();
        String text = string.text();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || separators.indexOf(text.charAt(i)) >= 0;
            if (blank && start >= 0) {
                words.add(shifted(string, text.substring(start, i), start));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return words;
    }

    /** A part of a string; the column is exact as long as no escapes come before it. */
    private Word shifted(JsonString string, String part, int offset) {
        JsonSpan at = string.span();
        boolean quoted = at.end() > at.start() || entry.file().endsWith(".json");
        return entry.word(part, new JsonSpan(at.line(), at.column() + offset + (quoted && offset > 0 ? 1 : 0), 0, 0));
    }

    void error(JsonSpan span, String message, String hint) {
        diagnostics.add(Diagnostic.error(DiagnosticKind.GENERAL, entry.at(span), message, hint));
    }

    void missing(JsonSpan span, String message, String hint) {
        diagnostics.add(Diagnostic.error(DiagnosticKind.MISSING_PARAMETER, entry.at(span), message, hint));
    }

    void warning(JsonSpan span, String message, String hint) {
        diagnostics.add(Diagnostic.warning(DiagnosticKind.WARNING, entry.at(span), message, hint));
    }

    AdminEntry entry() {
        return entry;
    }
}
