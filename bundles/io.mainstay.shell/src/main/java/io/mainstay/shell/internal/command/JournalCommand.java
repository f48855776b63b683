// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import io.mainstay.shell.internal.text.Table;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The last transitions. */
final class JournalCommand implements Command {
    private static final int USUAL = 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String usage() {
        return "[n]";
    }

    @Override
    public String summary() {
        return "the last n (20) state changes with their causes, oldest first";
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public Reply run(Call call, Services services) {
        int wanted = call.words().isEmpty() ? USUAL : number(call.word(0));
        List<Journal.Entry> all = services.journal().entries();
        List<Journal.Entry> shown = all.subList(Math.max(0, all.size() - wanted), all.size());
        Table table = new Table(
                Table.Column.right("#"),
                Table.Column.left("TIME"),
                Table.Column.left("WHAT"),
                Table.Column.left("STATE"),
                Table.Column.flexible("CAUSE"));
        for (Journal.Entry entry : shown) {
            Transition transition = entry.transition();
            table.row(
                    entry.number(),
                    TIME.format(entry.at()),
                    transition.subject(),
                    transition.from() + " -> " + transition.to(),
                    transition.cause());
        }
        return Reply.ok(
                shown.stream()
                        .map(entry -> object(
                                "number", entry.number(),
                                "at", entry.at().toString(),
                                "subject", entry.transition().subject(),
                                "from", entry.transition().from(),
                                "to", entry.transition().to(),
                                "cause", entry.transition().cause()))
                        .toList(),
                table.isEmpty() ? "nothing has changed its state yet\n" : table.render("", call.width()));
    }

    private static int number(String word) {
        try {
            int number = Integer.parseInt(word);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw CommandException.usage("'" + word + "' is not a number of entries: expected 1 or more");
    }
}
