// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.report;

import io.mainstay.api.model.AddressText;
import io.mainstay.simulate.internal.report.Report.Judged;
import io.mainstay.simulate.internal.run.Timeline;
import io.mainstay.simulate.internal.scenario.Scenario.HostFile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report as people read it: the timeline, the holders of each address, and what is wrong. */
public final class TextReport {
    /** What flaps on and on would fill the terminal. */
    private static final int MOST_LINES = 2000;

    private final Report report;
    private final StringBuilder out = new StringBuilder(4096);

    private TextReport(Report report) {
        this.report = report;
    }

    public static String of(Report report) {
        TextReport text = new TextReport(report);
        text.head();
        text.timeline();
        text.addresses();
        text.verdict();
        return text.out.toString();
    }

    private void head() {
        List<HostFile> hosts = report.scenario().hosts();
        out.append("Simulated: ")
                .append(seconds(report.scenario().length()))
                .append(" s, seed ")
                .append(report.scenario().seed())
                .append('\n');
        for (HostFile host : hosts) {
            out.append("  ")
                    .append(host.name())
                    .append(" = ")
                    .append(host.file())
                    .append('\n');
        }
        report.wires().forEach((wire, ports) -> {
            if (ports.size() > 1) {
                out.append("  one wire: ").append(String.join(", ", ports)).append('\n');
            }
        });
    }

    private void timeline() {
        out.append("\nTimeline (seconds)\n");
        int width = report.scenario().hosts().stream()
                .mapToInt(host -> host.name().length())
                .max()
                .orElse(1);
        List<Timeline.Entry> entries = report.timeline().entries();
        for (Timeline.Entry entry : entries.subList(0, Math.min(MOST_LINES, entries.size()))) {
            out.append(String.format(
                    Locale.ROOT,
                    "%12s  %-" + width + "s  ",
                    seconds(entry.at()),
                    entry.host().isEmpty() ? "-" : entry.host()));
            if (!entry.router().isEmpty()) {
                out.append(entry.router()).append(' ');
            }
            if (!entry.state().isEmpty()) {
                out.append(entry.state()).append(": ");
            }
            out.append(entry.text()).append('\n');
        }
        if (entries.size() > MOST_LINES) {
            out.append("              and ").append(entries.size() - MOST_LINES).append(" more (--json has all)\n");
        }
    }

    private void addresses() {
        out.append("\nAddresses (seconds)\n");
        for (List<Judged> spans : report.judged()) {
            String name = AddressText.of(spans.get(0).span().address());
            out.append("  ").append(name).append('\n');
            for (Judged judged : spans.subList(0, Math.min(MOST_LINES, spans.size()))) {
                line(judged);
            }
            if (spans.size() > MOST_LINES) {
                out.append("              and ")
                        .append(spans.size() - MOST_LINES)
                        .append(" more (--json has all)\n");
            }
        }
    }

    private void line(Judged judged) {
        Timeline.Span span = judged.span();
        out.append(String.format(
                Locale.ROOT, "%12s %12s  %s", seconds(span.from()), seconds(span.to()), who(span.holders())));
        switch (judged.verdict()) {
            case HELD -> {}
            case START -> out.append("  (start)");
            case HANDOVER -> out.append("  (hand-over)");
            case NOBODY, SEVERAL ->
                out.append("  <-- ").append(seconds(span.length())).append(" s");
        }
        out.append('\n');
    }

    private void verdict() {
        List<Judged> problems = report.problems();
        long nobody =
                problems.stream().filter(p -> p.verdict() == Verdict.NOBODY).count();
        out.append('\n');
        if (problems.isEmpty()) {
            out.append("Every address had exactly one holder");
            if (!report.scenario().tolerance().isZero()) {
                out.append(" (but for spans of up to ")
                        .append(seconds(report.scenario().tolerance()))
                        .append(" s)");
            }
            out.append(".\n");
            return;
        }
        out.append("Not exactly one holder: ")
                .append(spans(nobody))
                .append(" with nobody, ")
                .append(spans(problems.size() - nobody))
                .append(" with two or more.\n");
        for (Judged judged : problems.subList(0, Math.min(MOST_LINES, problems.size()))) {
            Timeline.Span span = judged.span();
            out.append("  ")
                    .append(AddressText.of(span.address()))
                    .append(": ")
                    .append(who(span.holders()))
                    .append(" for ")
                    .append(seconds(span.length()))
                    .append(" s from ")
                    .append(seconds(span.from()))
                    .append(" s on\n");
        }
    }

    private static String spans(long count) {
        return count + (count == 1 ? " span" : " spans");
    }

    private static String who(List<String> holders) {
        return holders.isEmpty() ? "nobody" : holders.stream().collect(Collectors.joining(" and "));
    }

    /** With four places, which show a packet's way. */
    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.4f", time.toNanos() / 1e9);
    }
}
