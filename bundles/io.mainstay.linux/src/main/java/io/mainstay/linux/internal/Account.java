// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The words that make {@code setpriv} run a program as an account. Pure but for reading the account files.
 *
 * <p>A group that starts with {@code :} also asks for the account's supplementary groups ({@code :} alone: with its primary
 * group); otherwise there are none, as in keepalived.
 *
 * @param words what goes before the program; empty when nothing has to change
 * @param problem why it cannot be done; empty otherwise
 */
public record Account(List<String> words, String problem) {
    private static final Account UNCHANGED = new Account(List.of(), "");

    /** The files that name accounts, and who this process is. */
    public record Host(Path passwd, Path group, boolean root, String user, boolean hasSetpriv) {}

    public static Account of(Optional<String> user, Optional<String> group, Host host) {
        if (user.isEmpty() && group.isEmpty()) {
            return UNCHANGED;
        }
        String name = user.orElse(host.user());
        Optional<String[]> entry = entry(host.passwd(), name);
        boolean supplementary = group.map(g -> g.startsWith(":")).orElse(false);
        String groupName = group.map(g -> supplementary ? g.substring(1) : g).orElse("");
        if (!host.root()) {
            boolean own = name.equals(host.user()) || entry.isPresent() && entry.get()[0].equals(host.user());
            return own && groupName.isEmpty()
                    ? UNCHANGED
                    : problem("it is to run as " + name + (groupName.isEmpty() ? "" : ":" + groupName)
                            + ", but the daemon runs as " + host.user() + " and may not change accounts;"
                            + " run the daemon as root, or configure the script without a user");
        }
        if (entry.isEmpty()) {
            return problem("there is no user " + name + " on this host; create it or correct script_user");
        }
        if (entry.get()[2].equals("0") && groupName.isEmpty()) {
            return UNCHANGED;
        }
        if (!host.hasSetpriv()) {
            return problem("it is to run as " + name + ", but there is no setpriv command; install util-linux");
        }
        String gid = entry.get()[3];
        if (!groupName.isEmpty()) {
            Optional<String> found = entry(host.group(), groupName).map(fields -> fields[2]);
            if (found.isEmpty()) {
                return problem("there is no group " + groupName + " on this host; create it or correct script_user");
            }
            gid = found.get();
        }
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=" + entry.get()[2], "--regid=" + gid));
        words.add(supplementary ? "--init-groups" : "--clear-groups");
        words.add("--");
        return new Account(List.copyOf(words), "");
    }

    private static Account problem(String text) {
        return new Account(List.of(), text);
    }

    /** The line of a name or number, split at its colons; at least four fields. */
    private static Optional<String[]> entry(Path file, String nameOrNumber) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields ->
                            fields.length >= 4 && (fields[0].equals(nameOrNumber) || fields[2].equals(nameOrNumber)))
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
