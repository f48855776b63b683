// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.vrrp.internal.machine.SyncGroupMachine;
import io.mainstay.vrrp.internal.plan.GroupPlan;
import java.util.List;

/** A sync group, or the two families of a dual-stack instance. */
final class Group {
    private final String name;
    private final boolean told;
    private SyncGroupMachine machine;
    private List<Speaker> members;

    Group(GroupPlan plan, List<Speaker> members) {
        name = plan.name();
        told = plan.configured().isPresent();
        this.members = members;
        machine = new SyncGroupMachine(members.stream().map(Speaker::machine).toList());
    }

    void members(List<Speaker> next) {
        if (!next.equals(members)) {
            members = next;
            machine = machine.withMembers(next.stream().map(Speaker::machine).toList());
        }
    }

    String name() {
        return name;
    }

    /** Whether its transitions are anybody's business. */
    boolean told() {
        return told;
    }

    SyncGroupMachine machine() {
        return machine;
    }

    List<Speaker> members() {
        return members;
    }
}
