// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.shell.internal.text.Table;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Lists the commands, or explains one. */
final class HelpCommand implements Command {
    private final Supplier<Collection<Command>> all;

    HelpCommand(Supplier<Collection<Command>> all) {
        this.all = all;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String usage() {
        return "[command]";
    }

    @Override
    public String summary() {
        return "the commands, or what one of them does";
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public Reply run(Call call, Services services) {
        Collection<Command> commands = all.get();
        List<Command> shown = call.words().isEmpty()
                ? List.copyOf(commands)
                : commands.stream().filter(c -> c.name().equals(call.word(0))).toList();
        if (shown.isEmpty()) {
            throw CommandException.usage("there is no command '" + call.word(0) + "'; 'help' lists them");
        }
        Table table = new Table(Table.Column.left("COMMAND"), Table.Column.left("DOES"));
        for (Command command : shown) {
            table.row((command.name() + " " + command.usage()).strip(), command.summary());
        }
        String hint =
                "\nEvery command takes --json. A check or virtual server may be named by any part of its name that is unique,"
                        + " a real\nserver by its address or its port. In the shell, commands can be piped: checks | grep DOWN\n";
        return Reply.ok(
                shown.stream()
                        .map(c -> object("command", c.name(), "usage", c.usage(), "summary", c.summary()))
                        .toList(),
                table.render("", Table.UNLIMITED) + (call.words().isEmpty() ? hint : ""));
    }
}
