// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.platform.json.JsonReader;
import io.mainstay.platform.json.JsonSpan;
import io.mainstay.platform.json.JsonSyntaxException;
import io.mainstay.platform.json.JsonValue;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonNull;
import io.mainstay.platform.json.JsonValue.JsonNumber;
import io.mainstay.platform.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration, or a configuration resource of several, in JSON (OSGi Compendium 150.4). A file whose object has the
 * member {@code ":configurator:resource-version"} is a resource: its other members are PIDs. Without it the object is the
 * configuration of the PID in the file's name. Members that begin with {@code ":configurator:"} are for deployment tools and
 * are passed over.
 *
 * <p>Thread-safety: confined to one call.
 */
final class ResourceJson {
    private static final String RESERVED = ":configurator:";
    private static final String VERSION = RESERVED + "resource-version";

    private final String file;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    ResourceJson(String file) {
        this.file = file;
    }

    ParsedFile parse(Pid fromName, String text) {
        JsonValue value;
        try {
            value = JsonReader.read(text);
        } catch (JsonSyntaxException e) {
            return ParsedFile.broken(new Position(file, e.line(), e.column()), e.getMessage(), "");
        }
        if (!(value instanceof JsonObject object)) {
            return ParsedFile.broken(at(value.span()), "found " + value.kind() + ": expected an object, '{ … }'", "");
        }
        Map<Pid, Properties> configurations = new LinkedHashMap<>();
        Optional<JsonMember> version = object.member(VERSION);
        if (version.isEmpty()) {
            configurations.put(fromName, properties(object, text));
        } else {
            checkVersion(version.get().value());
            for (JsonMember member : object.members()) {
                if (!member.name().startsWith(RESERVED)) {
                    resourceEntry(member, text, configurations);
                }
            }
        }
        return diagnostics.isEmpty() ? new ParsedFile(configurations, List.of()) : ParsedFile.broken(diagnostics);
    }

    private void checkVersion(JsonValue version) {
        if (!(version instanceof JsonNumber number) || !number.text().equals("1")) {
            error(version.span(), "unknown version of the configuration resource format: expected 1", "");
        }
    }

    private void resourceEntry(JsonMember member, String text, Map<Pid, Properties> configurations) {
        Optional<Pid> pid = Pid.parse(member.name());
        if (pid.isEmpty()) {
            error(member.nameSpan(), "'" + member.name() + "' is no PID: expected \"PID\" or \"FACTORYPID~NAME\"", "");
        } else if (member.value() instanceof JsonObject object) {
            configurations.put(pid.get(), properties(object, text));
        } else {
            error(
                    member.value().span(),
                    "found " + member.value().kind() + ": expected an object, the configuration of " + pid.get(),
                    "");
        }
    }

    private Properties properties(JsonObject object, String text) {
        Properties properties = new Properties();
        for (JsonMember member : object.members()) {
            if (member.name().startsWith(RESERVED) || member.value() instanceof JsonNull) {
                continue;
            }
            try {
                TypedValue typed = TypedValue.of(member, text);
                List<String> positions = new ArrayList<>();
                positions.add(place(member.nameSpan()));
                typed.elements().forEach(e -> positions.add(place(e.span())));
                if (!properties.put(typed.key(), typed.value(), positions)) {
                    error(
                            member.nameSpan(),
                            "'" + typed.key() + "' is given twice",
                            "remove one of them; upper and lower case make no difference");
                }
            } catch (TypedValue.Mismatch e) {
                error(e.at(), e.getMessage(), e.hint());
            }
        }
        return properties;
    }

    private void error(JsonSpan span, String message, String hint) {
        diagnostics.add(Diagnostic.error(DiagnosticKind.GENERAL, at(span), message, hint));
    }

    private Position at(JsonSpan span) {
        return new Position(file, span.line(), span.column());
    }

    private static String place(JsonSpan span) {
        return span.line() + ":" + span.column();
    }
}
