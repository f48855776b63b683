// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.vrrp.internal.machine.RouterState;
import io.mainstay.vrrp.internal.machine.SyncGroupMachine;
import io.mainstay.vrrp.internal.plan.GroupPlan;
import java.util.List;

/** A sync group, or the two families of a dual-stack instance. Thread-safety: time-critical loop. */
public final class Group {
    private GroupPlan plan;
    private SyncGroupMachine machine;
    private List<Router> members;

    Group(GroupPlan plan, List<Router> members) {
        this.plan = plan;
        this.members = List.copyOf(members);
        machine = new SyncGroupMachine(members.stream().map(Router::machine).toList());
    }

    /** After a reload. New members have been started. */
    void update(GroupPlan next, List<Router> nextMembers) {
        plan = next;
        if (!members.equals(nextMembers)) {
            members = List.copyOf(nextMembers);
            machine = machine.withMembers(
                    nextMembers.stream().map(Router::machine).toList());
        }
    }

    public GroupPlan plan() {
        return plan;
    }

    public RouterState state() {
        return machine.state();
    }

    SyncGroupMachine machine() {
        return machine;
    }

    List<Router> members() {
        return members;
    }
}
