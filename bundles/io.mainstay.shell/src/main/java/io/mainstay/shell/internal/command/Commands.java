// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static io.mainstay.shell.internal.text.Json.object;

import io.mainstay.shell.internal.text.Json;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All commands, and how a line of words becomes a call of one. Any thread. */
public final class Commands {
    private static final String JSON = "--json";

    private final Map<String, Command> byName = new LinkedHashMap<>();
    private final Services services;
    private final Clock clock;

    public Commands(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
        for (Command command : List.of(
                new StatusCommand(),
                new ServersCommand(),
                new ChecksCommand(),
                new ProbeCommand(),
                new HistoryCommand(),
                new DrainCommand(true),
                new DrainCommand(false),
                new WeightCommand(),
                new RoutersCommand(),
                new RouterCommand(),
                new DemoteCommand(true),
                new DemoteCommand(false),
                new ExplainCommand(),
                new ReloadCommand(),
                new DoctorCommand(),
                new BundlesCommand(),
                new CheckerCommand(),
                new JournalCommand(),
                new ConfigCommand(),
                new HelpCommand(this::all))) {
            byName.put(command.name(), command);
        }
    }

    /** In the order of the reference. */
    public Collection<Command> all() {
        return List.copyOf(byName.values());
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /**
     * Runs a command and prints what it came to: the wanted form to {@code out}, what is wrong to {@code err}.
     *
     * @param words the command's name and what follows it
     * @param json whether the JSON form is wanted; so does a word {@code --json}
     * @param width columns of the terminal; 0 when there is none
     * @return see {@link Reply#exit()}
     */
    public int run(List<String> words, boolean json, int width, PrintStream out, PrintStream err) {
        boolean wantsJson = json || words.contains(JSON);
        try {
            Reply reply = reply(words, width);
            out.print(wantsJson ? Json.write(reply.json()) : reply.text());
            return reply.exit();
        } catch (CommandException e) {
            return problem(e.exit(), e.getMessage(), wantsJson, out, err);
        } catch (IllegalArgumentException e) {
            // what the control services throw for a request that cannot be met
            return problem(Reply.FAILED, e.getMessage(), wantsJson, out, err);
        }
    }

    private static int problem(int exit, String message, boolean json, PrintStream out, PrintStream err) {
        if (json) {
            out.print(Json.write(object("error", message)));
        }
        err.println(message);
        return exit;
    }

    private Reply reply(List<String> line, int width) {
        if (line.isEmpty()) {
            throw CommandException.usage("no command; 'help' lists them");
        }
        Command command = byName.get(line.get(0));
        if (command == null) {
            throw CommandException.usage("there is no command '" + line.get(0) + "'; 'help' lists them");
        }
        List<String> words = new ArrayList<>();
        Set<String> options = new HashSet<>();
        for (String word : line.subList(1, line.size())) {
            if (word.equals(JSON)) {
                continue;
            }
            if (!word.startsWith("--")) {
                words.add(word);
            } else if (command.options().contains(word)) {
                options.add(word);
            } else {
                throw wrongUsage(command, "unknown option " + word);
            }
        }
        if (words.size() < command.fewest()) {
            throw wrongUsage(command, "too few words");
        }
        if (words.size() > command.most()) {
            throw wrongUsage(command, "too many words from '" + words.get(command.most()) + "' on");
        }
        return command.run(new Call(words, options, width, clock.instant()), services);
    }

    private static CommandException wrongUsage(Command command, String problem) {
        return CommandException.usage(
                (problem + "; usage: " + command.name() + " " + command.usage()).strip() + " [--json]");
    }
}
