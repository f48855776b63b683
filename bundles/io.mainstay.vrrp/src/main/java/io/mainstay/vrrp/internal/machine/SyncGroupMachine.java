// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import java.util.List;

/**
 * A sync group: its members are MASTER all together or not at all, and in FAULT together.
 *
 * <p>Members (whose rules say {@code grouped}) do not take over by themselves: they want to, and {@link #settle} lets them when
 * all do. An event goes to the member first, then {@code settle} is called with the same time and effects, so that the others
 * follow in the same turn. {@code settle} without a cause changes nothing.
 *
 * <p>An instance with addresses of both families that acts as one unit is two machines in a group of its own.
 *
 * <p>Thread-safety: confined to the time-critical loop. Nothing here allocates after construction.
 */
public final class SyncGroupMachine {
    /** The member of the group's own effects. */
    public static final int GROUP = -1;

    private final VrrpMachine[] members;
    private RouterState state;

    /** A group that has not started. */
    public SyncGroupMachine(List<VrrpMachine> members) {
        this(members, RouterState.INIT);
    }

    private SyncGroupMachine(List<VrrpMachine> members, RouterState state) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a sync group without members");
        }
        this.members = members.toArray(VrrpMachine[]::new);
        this.state = state;
    }

    /**
     * The same group with other members, after a reload. New members are started before; {@link #settle} is to be called next.
     * A group that is MASTER stays it, and takes new members along.
     */
    public SyncGroupMachine withMembers(List<VrrpMachine> others) {
        if (state == RouterState.MASTER) {
            for (VrrpMachine other : others) {
                other.want();
            }
        }
        return new SyncGroupMachine(others, state);
    }

    /** Before the members are started: the group's first transition stands before theirs. Then {@link #settle}. */
    public void start(Effects fx) {
        if (state == RouterState.INIT) {
            enter(RouterState.BACKUP, Cause.START, 0, fx);
        }
    }

    /** Stops all members, then the group. */
    public void stop(long now, boolean keep, Effects fx) {
        for (VrrpMachine member : members) {
            member.stop(now, keep, fx);
        }
        if (state != RouterState.INIT) {
            enter(RouterState.INIT, Cause.STOP, 0, fx);
        }
    }

    /** An advertisement for one member; the others announce their addresses again when it came from a lower priority. */
    public void advert(
            long now, VrrpMachine member, int peerPriority, long peerIntervalNanos, int sourceOrder, Effects fx) {
        long before = member.lowerHeard();
        member.advert(now, peerPriority, peerIntervalNanos, sourceOrder, fx);
        if (member.lowerHeard() != before) {
            for (VrrpMachine other : members) {
                if (other != member) {
                    other.announceAgain(now, fx);
                }
            }
        }
        settle(now, fx);
    }

    /** Makes the members agree, after an event of one of them. */
    public void settle(long now, Effects fx) {
        if (state == RouterState.INIT) {
            return;
        }
        settleFaults(now, fx);
        settleMastership(now, fx);
        RouterState next = together();
        if (next != state) {
            enter(next, fx);
        }
    }

    private void settleFaults(long now, Effects fx) {
        int faulty = 0;
        for (VrrpMachine member : members) {
            faulty += member.faultyItself() ? 1 : 0;
        }
        for (VrrpMachine member : members) {
            int others = faulty - (member.faultyItself() ? 1 : 0);
            if (others > 0) {
                member.fault(now, FaultReason.SYNC_GROUP, fx);
            } else {
                member.clear(now, FaultReason.SYNC_GROUP, fx);
            }
        }
    }

    private void settleMastership(long now, Effects fx) {
        int masters = count(RouterState.MASTER);
        int wanting = 0;
        boolean lost = false;
        for (VrrpMachine member : members) {
            wanting += member.wantsMaster() ? 1 : 0;
            lost |= member.state() == RouterState.BACKUP && member.cause() == Cause.OBJECT_LOST;
        }
        if (masters + wanting == members.length) {
            for (VrrpMachine member : members) {
                member.agree(now, fx);
            }
        } else if (masters > 0) {
            for (VrrpMachine member : members) {
                member.stepBack(now, lost, fx);
            }
        }
    }

    private RouterState together() {
        if (count(RouterState.FAULT) > 0) {
            return RouterState.FAULT;
        }
        return count(RouterState.MASTER) == members.length ? RouterState.MASTER : RouterState.BACKUP;
    }

    private int count(RouterState wanted) {
        int count = 0;
        for (VrrpMachine member : members) {
            count += member.state() == wanted ? 1 : 0;
        }
        return count;
    }

    /** With the cause of the member that did not just follow the others. */
    private void enter(RouterState next, Effects fx) {
        for (VrrpMachine member : members) {
            boolean follows = next == RouterState.FAULT ? !member.faultyItself() : member.cause() == Cause.SYNC_GROUP;
            if (member.state() == next && !follows) {
                enter(next, member.cause(), member.causeValue(), fx);
                return;
            }
        }
        enter(next, Cause.SYNC_GROUP, 0, fx);
    }

    private void enter(RouterState next, Cause cause, long value, Effects fx) {
        state = next;
        fx.add(GROUP, Transitions.ofGroup(next), cause, value);
    }

    public RouterState state() {
        return state;
    }
}
