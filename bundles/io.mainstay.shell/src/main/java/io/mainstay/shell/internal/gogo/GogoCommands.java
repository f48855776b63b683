// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.gogo;

import io.mainstay.shell.internal.command.Commands;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands as Gogo functions, for shells and scripts inside the framework. Any thread. */
@Component(service = GogoCommands.class)
@GogoCommand(
        scope = GogoCommands.SCOPE,
        function = {
            "status",
            "servers",
            "checks",
            "probe",
            "history",
            "drain",
            "undrain",
            "weight",
            "routers",
            "router",
            "demote",
            "undemote",
            "explain",
            "reload",
            "doctor",
            "bundles",
            "checker",
            "journal",
            "config",
            "help"
        })
public final class GogoCommands {
    static final String SCOPE = "mainstay";

    /** Session variable: columns of the terminal. */
    static final String COLUMNS = "COLUMNS";
    /** Session variable: whether JSON is wanted without saying so. */
    static final String JSON = "mainstay.json";
    /** Session variable: the exit code of the last command that failed. */
    static final String EXIT = "mainstay.exit";

    private final Commands commands;

    @Activate
    public GogoCommands(@Reference LiveServices services) {
        this(services.commands());
    }

    GogoCommands(Commands commands) {
        this.commands = commands;
    }

    @Descriptor("the overview: process, configuration, data planes, quorum of each virtual server, checks, lateness")
    public void status(CommandSession session, String... words) {
        run("status", session, words);
    }

    @Descriptor("[vs]: the real servers of all virtual servers, or of one")
    public void servers(CommandSession session, String... words) {
        run("servers", session, words);
    }

    @Descriptor("[filter]: the checks, all or those with the filter in their name or state")
    public void checks(CommandSession session, String... words) {
        run("checks", session, words);
    }

    @Descriptor("<check>: run a check's probe now and show its outcome and transcript")
    public void probe(CommandSession session, String... words) {
        run("probe", session, words);
    }

    @Descriptor("<check>: a check's last probes and last failures with their transcripts")
    public void history(CommandSession session, String... words) {
        run("history", session, words);
    }

    @Descriptor("[vs] <rs>: give a real server no new connections")
    public void drain(CommandSession session, String... words) {
        run("drain", session, words);
    }

    @Descriptor("[vs] <rs>: give a drained real server its weight back")
    public void undrain(CommandSession session, String... words) {
        run("undrain", session, words);
    }

    @Descriptor("[vs] <rs> <n|reset>: override a real server's weight")
    public void weight(CommandSession session, String... words) {
        run("weight", session, words);
    }

    @Descriptor("the virtual routers, sync groups and trackers with their states and causes")
    public void routers(CommandSession session, String... words) {
        run("routers", session, words);
    }

    @Descriptor("<router>: everything about a virtual router: state, priority, peers, timers, counters")
    public void router(CommandSession session, String... words) {
        run("router", session, words);
    }

    @Descriptor("<router> [n]: give a virtual router's addresses up, or lower its priority by n")
    public void demote(CommandSession session, String... words) {
        run("demote", session, words);
    }

    @Descriptor("<router>: end a demotion")
    public void undemote(CommandSession session, String... words) {
        run("undemote", session, words);
    }

    @Descriptor("<address>: why this host holds a virtual address, or does not")
    public void explain(CommandSession session, String... words) {
        run("explain", session, words);
    }

    @Descriptor("[--test]: read the configuration again and show all diagnostics")
    public void reload(CommandSession session, String... words) {
        run("reload", session, words);
    }

    @Descriptor("what is unsatisfied, why, and what to do about it")
    public void doctor(CommandSession session, String... words) {
        run("doctor", session, words);
    }

    @Descriptor("the checker types that are here, with bundle and version")
    public void bundles(CommandSession session, String... words) {
        run("bundles", session, words);
    }

    @Descriptor("[type]: what can be configured of a checker type, or all types")
    public void checker(CommandSession session, String... words) {
        run("checker", session, words);
    }

    @Descriptor("[n]: the last state changes with their causes")
    public void journal(CommandSession session, String... words) {
        run("journal", session, words);
    }

    @Descriptor("a summary of the running configuration")
    public void config(CommandSession session, String... words) {
        run("config", session, words);
    }

    @Descriptor("[command]: the commands, or what one of them does")
    public void help(CommandSession session, String... words) {
        run("help", session, words);
    }

    private void run(String name, CommandSession session, String... words) {
        List<String> line = new ArrayList<>(words.length + 1);
        line.add(name);
        line.addAll(List.of(words));
        Process process = Process.Utils.current(); // knows this stage's ends when the command is part of a pipe
        int exit = commands.run(
                line,
                Boolean.TRUE.equals(session.get(JSON)),
                session.get(COLUMNS) instanceof Integer columns && process.isTty(1) ? columns : 0,
                process.out(),
                process.err());
        if (exit != 0) {
            session.put(EXIT, exit);
            process.error(exit);
        }
    }
}
