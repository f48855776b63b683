// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.gogo;

import io.mainstay.shell.internal.command.Commands;
import io.mainstay.shell.internal.command.Reply;
import io.mainstay.shell.internal.console.Frame.Request;
import io.mainstay.shell.internal.console.Session;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/**
 * Runs a console client's requests: our own commands directly, lines of the shell and other bundles' commands through a
 * Gogo session, which is made when it is first needed and keeps its variables as long as the client stays.
 */
final class ConsoleSession implements Session {
    private final Commands commands;
    private final Supplier<Optional<CommandProcessor>> gogo;
    private final PrintStream out;
    private final PrintStream err;
    private CommandSession session;

    ConsoleSession(Commands commands, Supplier<Optional<CommandProcessor>> gogo, PrintStream out, PrintStream err) {
        this.commands = commands;
        this.gogo = gogo;
        this.out = out;
        this.err = err;
    }

    @Override
    public int run(Request request) {
        if (request.line()) {
            return request.words().isEmpty()
                    ? Reply.OK
                    : line(request, request.words().get(0));
        }
        if (request.words().isEmpty() || commands.has(request.words().get(0)) || !isForeign(request)) {
            return commands.run(request.words(), request.json(), request.width(), out, err);
        }
        return line(request, foreign(request));
    }

    /** A name with a scope is another bundle's command; ours need none. */
    private static boolean isForeign(Request request) {
        return request.words().get(0).matches("[\\w.-]+:[\\w.-]+");
    }

    /** The words become variables, so that nothing in them means anything to the shell's grammar. */
    private String foreign(Request request) {
        StringBuilder line = new StringBuilder(request.words().get(0));
        CommandSession target = session();
        if (target == null) {
            return line.toString();
        }
        for (int i = 1; i < request.words().size(); i++) {
            target.put("word" + i, request.words().get(i));
            line.append(" $word").append(i);
        }
        return line.toString();
    }

    private int line(Request request, String line) {
        CommandSession target = session();
        if (target == null) {
            err.println(
                    "shell lines need the Gogo runtime, which is not there; 'mainstay ctl <command>' works without");
            return Reply.FAILED;
        }
        target.put(GogoCommands.COLUMNS, request.width());
        target.put(GogoCommands.JSON, request.json());
        target.put(GogoCommands.EXIT, null);
        try {
            Object result = target.execute(line);
            if (result != null) {
                out.println(target.format(result, Converter.INSPECT));
            }
            return target.get(GogoCommands.EXIT) instanceof Integer exit ? exit : Reply.OK;
        } catch (InterruptedException e) {
            err.println("interrupted");
            return Reply.FAILED;
        } catch (Exception e) {
            // a command may throw anything; what it says is all that is of use here
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return e.getClass().getSimpleName().equals("CommandNotFoundException") ? Reply.USAGE : Reply.FAILED;
        }
    }

    private CommandSession session() {
        if (session == null) {
            session = gogo.get()
                    .map(processor -> processor.createSession(InputStream.nullInputStream(), out, err))
                    .orElse(null);
            if (session != null) {
                session.put("SCOPE", GogoCommands.SCOPE + ":*");
            }
        }
        return session;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
