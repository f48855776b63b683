// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.control.Configuration;
import io.mainstay.api.control.Configuration.ReloadReport;
import io.mainstay.shell.internal.text.Units;
import java.util.List;

/** Reads the configuration again. */
final class ReloadCommand implements Command {
    private static final String TEST = "--test";

    @Override
    public String name() {
        return "reload";
    }

    @Override
    public String usage() {
        return "[--test]";
    }

    @Override
    public String summary() {
        return "read the configuration again and show all diagnostics; --test only validates; fails when it is refused";
    }

    @Override
    public List<String> options() {
        return List.of(TEST);
    }

    @Override
    public Reply run(Call call, Services services) {
        Configuration configuration = services.configuration();
        boolean test = call.has(TEST);
        ReloadReport report = test ? configuration.test() : configuration.reload();
        StringBuilder text = new StringBuilder();
        report.diagnostics().forEach(diagnostic -> text.append(diagnostic).append('\n'));
        long errors = report.diagnostics().stream().filter(Diagnostic::isError).count();
        if (!report.accepted()) {
            text.append("refused with ").append(Units.plural(errors, "error")).append("; number ");
            text.append(configuration.current().number()).append(" goes on untouched");
        } else if (test) {
            text.append("valid; nothing was changed");
        } else {
            text.append("accepted as number ").append(report.number());
        }
        text.append(" (").append(Units.time(report.took())).append(")\n");
        return Reply.of(report.accepted(), Views.reload(report), text.toString());
    }
}
