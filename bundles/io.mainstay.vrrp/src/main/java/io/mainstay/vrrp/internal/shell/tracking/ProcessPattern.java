// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import java.util.List;

/**
 * Which processes count for a process tracker. Pure.
 *
 * @param command as configured, at least its first word
 * @param match how the words after the first are compared
 * @param fullCommand compare the command line's first word, not the kernel's short name
 */
record ProcessPattern(List<String> command, Parameters match, boolean fullCommand) {
    /** The kernel keeps that many characters of a process' name. */
    private static final int COMM_LENGTH = 15;

    ProcessPattern {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a process tracker needs a process");
        }
    }

    /** How parameters are compared. */
    enum Parameters {
        /** They do not matter, unless some are configured: then they must be equal. */
        ANY,
        /** Equal, also when there are none. */
        EXACT,
        /** Those configured come first. */
        PARTIAL,
        /** As partial, and the last one configured may be the beginning of one. */
        INITIAL
    }

    /** Whether the command line has to be read to decide. */
    boolean needsCommandLine() {
        return fullCommand || command.size() > 1 || match != Parameters.ANY;
    }

    /** Whether a process with this short name is worth reading the command line of. */
    boolean mayBe(String comm) {
        return fullCommand || comm.equals(shortName(command.get(0)));
    }

    /** @param line the process' command line; not looked at unless {@link #needsCommandLine} */
    boolean matches(String comm, List<String> line) {
        if (!mayBe(comm)) {
            return false;
        }
        if (!needsCommandLine()) {
            return true;
        }
        if (line.isEmpty() || fullCommand && !line.get(0).equals(command.get(0))) {
            return false;
        }
        return parametersMatch(command.subList(1, command.size()), line.subList(1, line.size()));
    }

    private boolean parametersMatch(List<String> wanted, List<String> there) {
        return switch (match) {
            case ANY -> wanted.isEmpty() || wanted.equals(there);
            case EXACT -> wanted.equals(there);
            case PARTIAL -> there.size() >= wanted.size() && wanted.equals(there.subList(0, wanted.size()));
            case INITIAL -> {
                int last = wanted.size() - 1;
                yield last < 0
                        || there.size() > last
                                && wanted.subList(0, last).equals(there.subList(0, last))
                                && there.get(last).startsWith(wanted.get(last));
            }
        };
    }

    private static String shortName(String command) {
        String name = command.substring(command.lastIndexOf('/') + 1);
        return name.length() > COMM_LENGTH ? name.substring(0, COMM_LENGTH) : name;
    }
}
