// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

/** A command cannot do what it was asked for; the message is for the operator. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int exit;

    private CommandException(int exit, String message) {
        super(message, null, false, false);
        this.exit = exit;
    }

    public static CommandException failed(String message) {
        return new CommandException(Reply.FAILED, message);
    }

    public static CommandException usage(String message) {
        return new CommandException(Reply.USAGE, message);
    }

    /** What the command ends with, see {@link Reply#exit()}. */
    public int exit() {
        return exit;
    }
}
