// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.report;

import io.mainstay.api.model.vrrp.RouterState;
import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import io.mainstay.platform.ControlThread;
import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import io.mainstay.vrrp.internal.plan.GroupPlan;
import io.mainstay.vrrp.internal.plan.RouterKey;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import io.mainstay.vrrp.internal.shell.run.Group;
import io.mainstay.vrrp.internal.shell.run.Observer;
import io.mainstay.vrrp.internal.shell.run.Router;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the time-critical loop tells to the journal and the log, on the control thread. The loop never waits for it: when the
 * control thread does not keep up, transitions are lost, and that is said.
 *
 * <p>Thread-safety: the observer's methods on the loop, the rest on the control thread.
 */
public final class Reporter implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final int CAPACITY = 16_384;
    private static final int MOST_PROBLEMS = 256;

    private final ControlThread control;
    private final Journal journal;
    private final TransitionRing ring = new TransitionRing(CAPACITY);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Map<RouterKey, Told> told = new HashMap<>();
    private final Map<String, RouterState> toldGroups = new HashMap<>();
    private final Map<String, Integer> problems = new LinkedHashMap<>();
    private volatile boolean stopping;
    private long lostBefore;

    private static final class Told {
        RouterState state = RouterState.INIT;
        int priority;
    }

    public Reporter(ControlThread control, Journal journal) {
        this.control = control;
        this.journal = journal;
    }

    /** From now on the end of a router is the end of the process, not its removal. Any thread. */
    public void stopping() {
        stopping = true;
    }

    @Override
    public void router(Router router, Effect kind, Cause cause, long value, long now, InetAddress peer) {
        RouterPlan plan = router.plan();
        if (plan.primary()) {
            String detail = cause == Cause.FAULT ? router.faultDetail() : "";
            offer(plan, kind, cause, value, router.priority(), now, detail, peer);
        }
    }

    @Override
    public void group(Group group, Effect kind, Cause cause, long value, long now) {
        if (group.plan().configured().isPresent()) {
            offer(group.plan(), kind, cause, value, 0, now, "", null);
        }
    }

    private void offer(
            Object subject,
            Effect kind,
            Cause cause,
            long value,
            int priority,
            long now,
            String detail,
            InetAddress peer) {
        ring.offer(subject, kind, cause, value, priority, now, detail, peer);
        if (scheduled.compareAndSet(false, true)) {
            control.execute(this::drain);
        }
    }

    @Override
    public void tracker(TrackerRef.Kind kind, String name, String before, String after, String detail) {
        control.execute(() -> journal.publish(
                new Transition.Tracker(Transition.TrackerKind.valueOf(kind.name()), name, before, after, detail)));
    }

    @Override
    public void problem(String subject, String text) {
        control.execute(() -> {
            if (problems.size() == MOST_PROBLEMS) {
                problems.clear();
            }
            int times = problems.merge(subject + ": " + text, 1, Integer::sum);
            if (Integer.bitCount(times) == 1) { // the first, then ever fewer
                LOG.warn("{}: {}{}", subject, text, times == 1 ? "" : " (" + times + " times)");
            }
        });
    }

    /** Hands over what has come. Control thread. */
    public void drain() {
        scheduled.set(false);
        ring.drain(this::publish);
        long lost = ring.lost();
        if (lost != lostBefore) {
            LOG.error("{} transitions were lost, because the control thread did not keep up", lost - lostBefore);
            lostBefore = lost;
        }
    }

    private void publish(
            Object subject,
            Effect kind,
            Cause cause,
            long value,
            int priority,
            long at,
            String detail,
            InetAddress peer) {
        if (subject instanceof GroupPlan group) {
            publish(group, kind, cause, value);
            return;
        }
        RouterPlan plan = (RouterPlan) subject;
        Told last = told.computeIfAbsent(plan.key(), key -> new Told());
        if (last.priority == 0) {
            last.priority = plan.rules().priority();
        }
        switch (kind) {
            case LOWER_PRIORITY_SEEN -> {
                if (peer != null) {
                    journal.publish(new Transition.LowerPriorityHeard(plan.instance(), priority, peer, (int) value));
                }
            }
            case PRIORITY_CHANGED -> {
                if (last.priority != value) {
                    journal.publish(new Transition.RouterPriority(
                            plan.instance(), last.state, last.priority, (int) value, "trackers"));
                    last.priority = (int) value;
                }
            }
            default -> {
                RouterState next = state(kind, cause);
                String why = CauseText.of(cause, value, peer == null ? detail : "from " + peer.getHostAddress());
                journal.publish(new Transition.Router(plan.instance(), last.state, next, why, priority));
                last.state = next;
                last.priority = priority;
                if (next == RouterState.STOP || next == RouterState.DELETED) {
                    told.remove(plan.key());
                }
            }
        }
    }

    private void publish(GroupPlan group, Effect kind, Cause cause, long value) {
        RouterState next = state(kind, cause);
        RouterState before = toldGroups.getOrDefault(group.name(), RouterState.INIT);
        journal.publish(
                new Transition.Group(group.configured().orElseThrow(), before, next, CauseText.of(cause, value, "")));
        toldGroups.put(group.name(), next);
        if (next == RouterState.STOP || next == RouterState.DELETED) {
            toldGroups.remove(group.name());
        }
    }

    private RouterState state(Effect kind, Cause cause) {
        return switch (kind) {
            case ENTER_BACKUP, GROUP_BACKUP -> RouterState.BACKUP;
            case ENTER_MASTER, GROUP_MASTER -> RouterState.MASTER;
            case ENTER_FAULT, GROUP_FAULT -> RouterState.FAULT;
            default -> cause != Cause.STOP ? RouterState.INIT : stopping ? RouterState.STOP : RouterState.DELETED;
        };
    }
}
