// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.Checks;
import io.mainstay.api.control.ProbeView;
import io.mainstay.shell.internal.text.Units;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The kept probes of a check: the last ones and the last failures. */
final class HistoryCommand implements Command {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String usage() {
        return "<check>";
    }

    @Override
    public String summary() {
        return "a check's last probes and last failures with their transcripts, oldest first";
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public Reply run(Call call, Services services) {
        Checks checks = services.checks();
        CheckView check = Selection.check(checks.list(), call.word(0));
        List<ProbeView> kept = checks.history(check.id());
        StringBuilder text = new StringBuilder();
        text.append(check.id()).append("  ").append(check.description()).append('\n');
        text.append(Views.state(check)).append(": ").append(check.cause()).append('\n');
        for (ProbeView probe : kept) {
            text.append('\n').append(TIME.format(probe.at())).append("  ").append(Views.outcomeText(probe));
            text.append(", took ").append(Units.time(probe.duration())).append('\n');
            text.append(Views.transcriptText(probe));
        }
        text.append(kept.isEmpty() ? "not probed yet\n" : "");
        return Reply.ok(
                object(
                        "check", check.id().toString(),
                        "description", check.description(),
                        "state", Views.upDown(check.up()),
                        "cause", check.cause(),
                        "probes", kept.stream().map(Views::probe).toList()),
                text.toString());
    }
}
