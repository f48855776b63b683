// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.report;

import io.mainstay.api.model.AddressText;
import io.mainstay.platform.json.JsonWriter;
import io.mainstay.simulate.internal.report.Report.Judged;
import io.mainstay.simulate.internal.run.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The report as programs read it. */
public final class JsonReport {
    private JsonReport() {}

    public static String of(Report report) {
        JsonWriter json = JsonWriter.indented();
        json.beginObject();
        json.name("lengthMillis").value(millis(report.scenario().length()));
        json.name("seed").value(report.scenario().seed());
        json.name("toleranceMillis").value(millis(report.scenario().tolerance()));
        json.name("hosts").beginArray();
        report.scenario()
                .hosts()
                .forEach(host -> json.beginObject()
                        .name("host")
                        .value(host.name())
                        .name("file")
                        .value(host.file())
                        .endObject());
        json.endArray();
        json.name("wires").beginArray();
        report.wires().values().forEach(ports -> strings(json, ports));
        json.endArray();
        json.name("events").beginArray();
        report.timeline().entries().forEach(entry -> event(json, entry));
        json.endArray();
        json.name("addresses").beginArray();
        report.judged().forEach(spans -> address(json, spans));
        json.endArray();
        json.name("problems").value(report.problems().size());
        return json.endObject() + "\n";
    }

    private static void event(JsonWriter json, Timeline.Entry entry) {
        json.beginObject();
        json.name("atMillis").value(millis(entry.at()));
        json.name("host").value(orNull(entry.host()));
        json.name("router").value(orNull(entry.router()));
        json.name("state").value(orNull(entry.state().toLowerCase(Locale.ROOT)));
        json.name("text").value(entry.text());
        json.endObject();
    }

    private static void address(JsonWriter json, List<Judged> spans) {
        json.beginObject();
        json.name("address").value(AddressText.of(spans.get(0).span().address()));
        json.name("spans").beginArray();
        for (Judged judged : spans) {
            json.beginObject();
            json.name("fromMillis").value(millis(judged.span().from()));
            json.name("toMillis").value(millis(judged.span().to()));
            json.name("holders");
            strings(json, judged.span().holders());
            json.name("verdict").value(judged.verdict().name().toLowerCase(Locale.ROOT));
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private static void strings(JsonWriter json, List<String> values) {
        json.beginArray();
        values.forEach(json::value);
        json.endArray();
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
