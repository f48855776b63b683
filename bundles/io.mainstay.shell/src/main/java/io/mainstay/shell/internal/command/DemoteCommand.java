// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.RouterView;
import java.util.OptionalInt;

/** Makes a virtual router less wanted here, or ends that. */
final class DemoteCommand implements Command {
    private final boolean demotes;

    DemoteCommand(boolean demotes) {
        this.demotes = demotes;
    }

    @Override
    public String name() {
        return demotes ? "demote" : "undemote";
    }

    @Override
    public String usage() {
        return demotes ? "<router> [n]" : "<router>";
    }

    @Override
    public String summary() {
        return demotes
                ? "give a virtual router's addresses up and hold none, or with n lower its priority (CARP: raise its "
                        + "advskew) by n; lasts until undemote or restart"
                : "end a demotion: the router has its priority back, and may hold its addresses again";
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return demotes ? 2 : 1;
    }

    @Override
    public Reply run(Call call, Services services) {
        RouterSelection.Found router = RouterSelection.named(services.routers(), call.word(0));
        OptionalInt by = OptionalInt.of(0);
        if (demotes) {
            by = call.words().size() > 1 ? OptionalInt.of(number(call.word(1))) : OptionalInt.empty();
        }
        router.of().demote(router.view().name(), by);
        RouterView now = router.now();
        String text =
                now.name() + ": " + what(by) + "; " + now.state() + ", priority " + RouterViews.priority(now) + "\n";
        return Reply.ok(RouterViews.summary(now), text);
    }

    private String what(OptionalInt by) {
        if (!demotes) {
            return "no longer demoted";
        }
        return by.isPresent() ? "demoted by " + by.getAsInt() : "gives its addresses up until 'undemote'";
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
        throw CommandException.usage("'" + word + "' is not a number to demote by: expected 1 or more");
    }
}
