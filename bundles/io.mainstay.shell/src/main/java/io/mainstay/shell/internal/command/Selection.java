// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.CheckView;
import io.mainstay.api.control.RealServerView;
import io.mainstay.api.control.VirtualServerView;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Finds what an operator means: a full name, or as much of one as is unique. */
final class Selection {
    private static final int SHOWN = 10;

    private Selection() {}

    /**
     * A real server with its virtual server.
     *
     * @param in the virtual server
     * @param server the real server
     */
    record Member(VirtualServerView in, RealServerView server) {
        Endpoint endpoint() {
            return server.configured().endpoint();
        }

        String virtualServer() {
            return in.configured().name();
        }

        @Override
        public String toString() {
            return virtualServer() + " " + endpoint();
        }
    }

    static CheckView check(List<CheckView> all, String text) {
        return one("check", "checks", all, text, view -> view.id().toString());
    }

    static VirtualServerView virtualServer(List<VirtualServerView> all, String text) {
        return one(
                "virtual server",
                "servers",
                all,
                text,
                view -> view.configured().name());
    }

    static RouterSelection.Found router(List<RouterSelection.Found> all, String text) {
        return one("virtual router", "routers", all, text, RouterSelection.Found::fullName);
    }

    /** A real server of any virtual server. */
    static Member realServer(List<VirtualServerView> all, String text) {
        List<Member> members = new ArrayList<>();
        for (VirtualServerView in : all) {
            in.realServers().forEach(server -> members.add(new Member(in, server)));
        }
        return server(members, text, "");
    }

    static Member realServer(VirtualServerView in, String text) {
        List<Member> members =
                in.realServers().stream().map(server -> new Member(in, server)).toList();
        return server(members, text, " of " + in.configured().name());
    }

    private static Member server(List<Member> members, String text, String where) {
        List<Member> found = members.stream()
                .filter(member -> member.endpoint().toString().equals(text))
                .toList();
        if (found.isEmpty()) {
            found = members.stream()
                    .filter(member -> isAddressOrPort(member, text))
                    .toList();
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw CommandException.failed("no real server" + where + " is '" + text + "'"
                    + (members.isEmpty() ? "; there are none" : "; there is\n" + list(members, Member::toString)));
        }
        throw CommandException.failed("'" + text + "' is " + found.size()
                + " real servers; name one with its virtual server and port\n" + list(found, Member::toString));
    }

    /** Never a part of an address: a mistyped 10.0.0.1 must not drain 10.0.0.10. */
    private static boolean isAddressOrPort(Member member, String text) {
        if (text.equals(Integer.toString(member.endpoint().port()))) {
            return true;
        }
        String address = AddressText.of(member.endpoint().address());
        return text.equalsIgnoreCase(address) || text.equalsIgnoreCase("[" + address + "]");
    }

    private static <T> T one(String kind, String command, List<T> all, String text, Function<T, String> name) {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<T> found = new ArrayList<>();
        for (T candidate : all) {
            String full = name.apply(candidate);
            if (full.equals(text)) {
                return candidate;
            }
            if (full.toLowerCase(Locale.ROOT).contains(wanted)) {
                found.add(candidate);
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw CommandException.failed("no " + kind + " has '" + text + "' in its name; '" + command + "' lists the "
                    + all.size() + " there are");
        }
        throw CommandException.failed(
                "'" + text + "' is in the names of " + found.size() + " " + kind + "s\n" + list(found, name));
    }

    private static <T> String list(List<T> candidates, Function<T, String> name) {
        StringBuilder lines = new StringBuilder();
        for (T candidate : candidates.subList(0, Math.min(SHOWN, candidates.size()))) {
            lines.append(lines.isEmpty() ? "  " : "\n  ").append(name.apply(candidate));
        }
        if (candidates.size() > SHOWN) {
            lines.append("\n  … and ").append(candidates.size() - SHOWN).append(" more");
        }
        return lines.toString();
    }
}
