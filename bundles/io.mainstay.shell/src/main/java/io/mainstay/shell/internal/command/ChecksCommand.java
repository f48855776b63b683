// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.CheckView;
import io.mainstay.shell.internal.text.Table;
import io.mainstay.shell.internal.text.Units;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Checks with their state and last outcome. */
final class ChecksCommand implements Command {

    @Override
    public String name() {
        return "checks";
    }

    @Override
    public String usage() {
        return "[filter]";
    }

    @Override
    public String summary() {
        return "the checks, all or those with the filter in their name or state (up, down, suspended, undecided)";
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public Reply run(Call call, Services services) {
        List<CheckView> all = services.checks().list();
        List<CheckView> shown = call.words().isEmpty()
                ? all
                : all.stream().filter(check -> matches(check, call.word(0))).toList();
        Table table = new Table(
                Table.Column.left("CHECK"),
                Table.Column.left("STATE"),
                Table.Column.right("SINCE"),
                Table.Column.right("PROBES"),
                Table.Column.right("FAILED"),
                Table.Column.flexible("LAST"));
        for (CheckView check : shown) {
            table.row(
                    check.id(),
                    Views.state(check).toUpperCase(Locale.ROOT),
                    Units.age(Duration.between(check.since(), call.now())),
                    Units.count(check.probes()),
                    Units.count(check.failures()),
                    remark(check));
        }
        String none = all.isEmpty()
                ? "no check is configured\n"
                : "none of the " + all.size() + " checks has '" + String.join("", call.words())
                        + "' in its name or state\n";
        return Reply.ok(
                shown.stream().map(Views::check).toList(), table.isEmpty() ? none : table.render("", call.width()));
    }

    private static boolean matches(CheckView check, String filter) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        return List.of(Views.state(check).split(" ")).contains(wanted)
                || check.id().toString().toLowerCase(Locale.ROOT).contains(wanted)
                || check.description().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static String remark(CheckView check) {
        String last = check.last().map(Views::outcomeText).orElse("not probed yet");
        return check.suspended().map(why -> why + "; last " + last).orElse(last);
    }
}
