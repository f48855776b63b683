// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.control.Balancer;
import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.shell.internal.command.Selection.Member;
import io.mainstay.shell.internal.text.Units;

/** Takes a real server out of service gently, or puts it back. */
final class DrainCommand implements Command {
    private final boolean draining;

    DrainCommand(boolean draining) {
        this.draining = draining;
    }

    @Override
    public String name() {
        return draining ? "drain" : "undrain";
    }

    @Override
    public String usage() {
        return "[vs] <rs>";
    }

    @Override
    public String summary() {
        return draining
                ? "give a real server no new connections; those it has go on; lasts until undrain or restart"
                : "give a drained real server its weight back";
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return 2;
    }

    @Override
    public Reply run(Call call, Services services) {
        Balancer balancer = services.balancer();
        Member before = Members.named(balancer, call.words());
        balancer.drain(before.virtualServer(), before.endpoint(), draining);
        Member after = Members.now(balancer, before);
        long active = Views.sum(after.in(), after.endpoint(), DestinationStatus::activeConnections);
        String text = after.endpoint() + " of " + after.virtualServer() + ": "
                + (draining
                        ? "draining, " + Units.plural(active, "connection") + " still open\n"
                        : "back with weight " + after.server().effectiveWeight()
                                + (after.server().up() ? "\n" : ", as soon as its checks pass\n"));
        return Reply.ok(Members.json(after), text);
    }
}
