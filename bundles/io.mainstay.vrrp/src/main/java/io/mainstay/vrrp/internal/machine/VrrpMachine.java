// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import io.mainstay.vrrp.internal.machine.InstanceRules.Timing;

/**
 * One VRRP instance (RFC 9568 section 6.4 with keepalived's FAULT, preempt delay, sync groups and owner conflicts). One
 * method per event; each decides for all four states, changes the state and appends what is to be done to {@link Effects}.
 *
 * <p>Order of effects: MASTER is entered with advert, firewall, addresses, excluded addresses, routes, rules, announcements,
 * transition, and left in the reverse order; an advert with priority 0 comes before everything else when the instance stops
 * or goes to FAULT, and not at all when it goes to BACKUP, because there is another master then.
 *
 * <p>Whatever a peer does, a master answers adverts at most once per instant: after a standstill the shell hands in all that
 * has queued up with one time, and one answer is enough for it.
 *
 * <p>Calls must carry times that do not go backwards. After each call {@link #nextDeadline} says when {@link #timer} is due;
 * to call it early does no harm.
 *
 * <p>Thread-safety: confined to the time-critical loop. No method but {@link #status} allocates.
 */
public final class VrrpMachine {
    private final int id;
    private final Timers timers = new Timers();
    private final Announcements announcements;
    private final OwnerConflict conflict = new OwnerConflict(timers);
    private final MachineCounters counters = new MachineCounters();

    private InstanceRules rules;
    private RouterState state = RouterState.INIT;
    private Cause cause = Cause.NONE;
    private long causeValue;
    private long since;
    private boolean started;
    private boolean undecided;
    private boolean wantsMaster;
    private boolean preemptWaiting;
    private long preemptAt;
    private int faults;
    private int priority;
    private int masterPriority;
    private boolean masterLeft;
    private int ignoredPriority;
    private long masterInterval;
    private long lastSent;
    private boolean heardLower;
    private long lastLower;

    /**
     * @param id tells its effects from those of other machines in the same buffer
     * @param undecided wait for {@link #trackersDecided} after the start
     */
    public VrrpMachine(int id, InstanceRules rules, boolean undecided) {
        this.id = id;
        this.rules = rules;
        this.undecided = undecided;
        announcements = new Announcements(id, timers);
        priority = rules.priority();
        masterInterval = rules.timing().intervalNanos();
    }

    /**
     * The instance begins, or begins again after {@link #stop}.
     *
     * @param delayNanos time to wait first ({@code vrrp_startup_delay}, {@code vrrp_delay_after_boot})
     */
    public void start(long now, long delayNanos, Effects fx) {
        if (started) {
            return;
        }
        started = true;
        if (delayNanos > 0) {
            timers.arm(Timers.START, now + delayNanos);
        } else {
            begin(now, fx);
        }
    }

    /** Every tracker has a result. What they say arrives as {@link #priority} and {@link #fault}, before this. */
    public void trackersDecided(long now, Effects fx) {
        if (undecided) {
            undecided = false;
            if (started && !timers.isArmed(Timers.START)) {
                begin(now, fx);
            }
        }
    }

    private void begin(long now, Effects fx) {
        if (undecided) {
            return;
        }
        if (faults != 0) {
            enter(now, RouterState.FAULT, Cause.FAULT, faults, fx);
            return;
        }
        enterUnlessOwner(now, Cause.START, fx);
        if (state == RouterState.BACKUP && rules.wishMaster() && !wantsMaster) {
            timers.arm(Timers.STATE, now + masterInterval + skew());
        }
    }

    /** From INIT or FAULT: BACKUP, or for the owner that wishes it MASTER at once. */
    private void enterUnlessOwner(long now, Cause why, Effects fx) {
        if (rules.owner() && rules.wishMaster() && !rules.grouped()) {
            becomeMaster(now, Cause.OWNER, priority, fx);
            return;
        }
        enterBackup(now, why, priority, fx);
        if (rules.owner() && rules.wishMaster()) {
            wantsMaster = true;
            timers.disarm(Timers.STATE);
        }
    }

    /**
     * An advertisement that the codec let through.
     *
     * @param peerPriority 0 to 255
     * @param peerIntervalNanos the sender's interval
     * @param sourceOrder negative, zero or positive as the sender's address is below, equal to or above ours, unsigned; zero
     *     is one of our own that came back
     */
    public void advert(long now, int peerPriority, long peerIntervalNanos, int sourceOrder, Effects fx) {
        if (sourceOrder == 0 || rules.owner() && rules.answers().ownerIgnoresAdverts()) {
            return;
        }
        counters.received++;
        if (peerPriority == 0) {
            counters.zeroReceived++;
        }
        if (rules.ah() && (state == RouterState.BACKUP || state == RouterState.MASTER)) {
            fx.add(id, Effect.CONTINUE_SEQUENCE);
        }
        switch (state) {
            case INIT, FAULT -> {}
            case BACKUP -> backupHears(now, peerPriority, peerIntervalNanos);
            case MASTER -> masterHears(now, peerPriority, peerIntervalNanos, sourceOrder, fx);
        }
    }

    private void backupHears(long now, int peerPriority, long peerInterval) {
        if (peerPriority == 0) {
            preemptWaiting = false;
            masterPriority = 0;
            masterLeft = true;
            ignoredPriority = 0;
            if (!wantsMaster) {
                timers.arm(Timers.STATE, now + skew());
            }
        } else if (peerPriority >= advertised() || !rules.preemption().allowed()) {
            preemptWaiting = false;
            accept(now, peerPriority, peerInterval);
        } else if (preemptDelayRuns(now)) {
            accept(now, peerPriority, peerInterval);
        } else {
            ignoredPriority = peerPriority; // the timer goes on, and then we take over
        }
    }

    private boolean preemptDelayRuns(long now) {
        long delay = rules.preemption().delayNanos();
        if (delay == 0) {
            return false;
        }
        if (!preemptWaiting) {
            preemptWaiting = true;
            preemptAt = now + delay;
        }
        return now - preemptAt < 0;
    }

    private void accept(long now, int peerPriority, long peerInterval) {
        wantsMaster = false;
        masterPriority = peerPriority;
        masterLeft = false;
        ignoredPriority = 0;
        adopt(peerInterval);
        timers.arm(Timers.STATE, now + masterDown());
    }

    /** Version 2 has no interval but the configured one: the codec drops others. */
    private void adopt(long peerInterval) {
        masterInterval = rules.timing().version() == 2 ? rules.timing().intervalNanos() : peerInterval;
    }

    private void masterHears(long now, int peerPriority, long peerInterval, int sourceOrder, Effects fx) {
        if (peerPriority == 0) {
            if (now != lastSent) {
                sendAdvert(now, fx);
            }
        } else if (peerPriority > advertised() || peerPriority == advertised() && sourceOrder > 0) {
            if (rules.answers().higherPrioritySendAdvert()) {
                sendAdvert(now, fx);
            }
            boolean higher = peerPriority > advertised();
            leaveMaster(fx);
            adopt(peerInterval);
            enterBackup(now, higher ? Cause.HIGHER_PRIORITY : Cause.HIGHER_ADDRESS, peerPriority, fx);
            masterPriority = peerPriority;
        } else {
            masterHearsLower(now, peerPriority, fx);
        }
    }

    private void masterHearsLower(long now, int peerPriority, Effects fx) {
        counters.lowerReceived++;
        if (peerPriority == EffectivePriority.OWNER) {
            conflict.heard(now, rules.timing().intervalNanos());
        }
        if (heardLower && now == lastLower) {
            return;
        }
        heardLower = true;
        lastLower = now;
        if (!rules.answers().lowerPriorityNoAdvert()) {
            sendAdvert(now, fx);
        }
        announcements.lowerPriorityHeard(now, rules.announcing(), fx);
        fx.add(id, Effect.LOWER_PRIORITY_SEEN, peerPriority);
    }

    /** A sync group's member heard a lower priority: hosts and switches may have learnt wrong about all of them. */
    void announceAgain(long now, Effects fx) {
        if (state == RouterState.MASTER) {
            announcements.lowerPriorityHeard(now, rules.announcing(), fx);
        }
    }

    /** Time has passed. Does what is due, and sends at most one advert for it. */
    public void timer(long now, Effects fx) {
        if (timers.isDue(Timers.START, now)) {
            timers.disarm(Timers.START);
            begin(now, fx);
        }
        if (timers.isDue(Timers.CONFLICT, now)) {
            conflictTimer(now, fx); // first, so that the advert carries what it decides
        }
        if (timers.isDue(Timers.STATE, now)) {
            stateTimer(now, fx);
        }
        announcements.onTimer(now, rules.announcing(), fx);
    }

    private void stateTimer(long now, Effects fx) {
        long due = timers.due(Timers.STATE);
        if (state == RouterState.MASTER) {
            long silent = now - lastSent;
            if (stallMatters() && silent >= peerTakesOverAfter()) {
                leaveMaster(fx);
                enterBackup(now, Cause.STALLED, silent, fx);
                return;
            }
            sendAdvert(now, fx);
            long interval = rules.timing().intervalNanos();
            if (now - due < interval) {
                timers.arm(Timers.STATE, due + interval); // no drift; but a late one is not made up for
            }
            return;
        }
        if (stallMatters() && now - due >= masterInterval) {
            // A peer that took over in the meantime has been sending for us to hear since.
            masterPriority = 0;
            masterLeft = false;
            ignoredPriority = 0;
            timers.arm(Timers.STATE, now + masterDown());
            return;
        }
        timers.disarm(Timers.STATE);
        if (rules.grouped()) {
            wantsMaster = true;
        } else {
            takeOver(now, fx);
        }
    }

    private boolean stallMatters() {
        return rules.preemption().stalledPeerPriority() > 0;
    }

    private long peerTakesOverAfter() {
        Timing timing = rules.timing();
        return Intervals.masterDownNanos(
                timing.version(),
                timing.downAdverts(),
                rules.preemption().stalledPeerPriority(),
                timing.intervalNanos());
    }

    private void conflictTimer(long now, Effects fx) {
        timers.disarm(Timers.CONFLICT);
        if (conflict.onTimer(now, masterDown())) {
            fx.add(id, Effect.PRIORITY_CHANGED, advertised());
            sendAdvert(now, fx);
        }
    }

    /**
     * The trackers' sum is another one. The owner's priority never changes. In FAULT the change is not told, as with keepalived:
     * the next transition has the value. Where one result brings both, {@link #fault} comes before and {@link #clear} after
     * this.
     */
    public void priority(long now, int effective, Effects fx) {
        if (effective < 1 || effective > EffectivePriority.OWNER) {
            throw new IllegalArgumentException("priority " + effective + " is not in 1..255");
        }
        if (rules.owner() || effective == EffectivePriority.OWNER) {
            return;
        }
        changePriority(effective, fx);
    }

    private void changePriority(int effective, Effects fx) {
        if (effective == priority) {
            return;
        }
        long before = skew();
        priority = effective;
        if (state == RouterState.BACKUP && timers.isArmed(Timers.STATE)) {
            timers.arm(Timers.STATE, timers.due(Timers.STATE) - before + skew());
        }
        if (state != RouterState.FAULT) {
            fx.add(id, Effect.PRIORITY_CHANGED, effective);
        }
    }

    /** Something that the instance needs is missing now. */
    public void fault(long now, FaultReason reason, Effects fx) {
        faults |= reason.bit();
        switch (state) {
            case INIT, FAULT -> {}
            case BACKUP -> {
                timers.disarmAll();
                conflict.end();
                enter(now, RouterState.FAULT, Cause.FAULT, faults, fx);
            }
            case MASTER -> {
                sendLeaving(now, fx);
                leaveMaster(fx);
                conflict.end();
                enter(now, RouterState.FAULT, Cause.FAULT, faults, fx);
            }
        }
    }

    /** It is there again. */
    public void clear(long now, FaultReason reason, Effects fx) {
        faults &= ~reason.bit();
        if (state == RouterState.FAULT && faults == 0) {
            masterPriority = 0;
            masterInterval = rules.timing().intervalNanos();
            enterUnlessOwner(now, Cause.FAULT_CLEARED, fx);
        }
    }

    /** Somebody else deleted something that this instance installed. */
    public void lost(long now, Owned what, Effects fx) {
        if (state != RouterState.MASTER) {
            return;
        }
        if (rules.lossMeansBackup()) {
            leaveMaster(fx);
            enterBackup(now, Cause.OBJECT_LOST, what.ordinal(), fx);
            timers.arm(Timers.STATE, now + skew());
            return;
        }
        counters.restored++;
        fx.add(id, Effect.RESTORE, what.ordinal());
        if (what.announced()) {
            fx.add(id, Effect.ANNOUNCE, 1);
        }
    }

    /**
     * The configuration changed, but it is still the same virtual router: state and timers are kept, and a master sends an
     * advert before anything else. Only to be called for an instance that did change.
     *
     * @param effective what the trackers make of the new priority
     */
    public void reconfigure(long now, InstanceRules next, int effective, Effects fx) {
        if (next.timing().version() != rules.timing().version()) {
            throw new IllegalArgumentException("another version is another instance");
        }
        InstanceRules before = rules;
        boolean retimed = !next.timing().equals(before.timing());
        long oldSkew = skew();
        boolean otherPriority = effective != priority;
        rules = next;
        priority = effective;
        if (!next.owner()) {
            conflict.end();
        }
        switch (state) {
            case INIT, FAULT -> masterInterval = next.timing().intervalNanos();
            case BACKUP -> retimeBackup(now, retimed, oldSkew, fx);
            case MASTER -> {
                masterInterval = next.timing().intervalNanos();
                sendAdvert(now, fx);
                if (firewalled(before) != firewalled(next)) {
                    fx.add(id, firewalled(next) ? Effect.FIREWALL_ON : Effect.FIREWALL_OFF);
                }
                fx.add(id, Effect.RECONCILE);
                announcements.reconfigured(now, before.announcing(), next.announcing());
            }
        }
        if (otherPriority && state != RouterState.FAULT) {
            fx.add(id, Effect.PRIORITY_CHANGED, advertised());
        }
    }

    private void retimeBackup(long now, boolean retimed, long oldSkew, Effects fx) {
        if (wantsMaster && !rules.grouped()) {
            takeOver(now, fx);
        } else if (retimed) {
            boolean adopted = rules.timing().version() == 3 && masterPriority > 0;
            if (!adopted) { // a master that is heard goes on at its own interval
                masterInterval = rules.timing().intervalNanos();
            }
            if (!wantsMaster) {
                timers.arm(Timers.STATE, now + masterDown());
            }
        } else if (timers.isArmed(Timers.STATE)) {
            timers.arm(Timers.STATE, timers.due(Timers.STATE) - oldSkew + skew());
        }
    }

    /**
     * The end, or the instance is no longer configured.
     *
     * @param keep leave addresses, routes, rules and firewall as they are ({@code -V})
     */
    public void stop(long now, boolean keep, Effects fx) {
        if (!started) {
            return;
        }
        if (state == RouterState.MASTER) {
            sendLeaving(now, fx);
            if (keep) {
                counters.releasedMaster++;
            } else {
                leaveMaster(fx);
            }
        }
        timers.disarmAll();
        conflict.end();
        started = false;
        wantsMaster = false;
        preemptWaiting = false;
        masterPriority = 0;
        masterInterval = rules.timing().intervalNanos();
        enter(now, RouterState.INIT, Cause.STOP, priority, fx);
    }

    /** Joins a sync group that is MASTER: does not wait. */
    void want() {
        if (state == RouterState.BACKUP) {
            wantsMaster = true;
            timers.disarm(Timers.STATE);
        }
    }

    /** The sync group's members all want it. */
    void agree(long now, Effects fx) {
        if (state == RouterState.BACKUP && wantsMaster) {
            takeOver(now, fx);
        }
    }

    /**
     * Another member of the sync group is not MASTER any more.
     *
     * @param soon be back after one skew time, because an object was lost and there is no other master
     */
    void stepBack(long now, boolean soon, Effects fx) {
        if (state != RouterState.MASTER) {
            return;
        }
        leaveMaster(fx);
        enterBackup(now, Cause.SYNC_GROUP, 0, fx);
        if (soon) {
            timers.arm(Timers.STATE, now + skew());
        }
    }

    private void takeOver(long now, Effects fx) {
        if (masterLeft) {
            becomeMaster(now, Cause.MASTER_LEFT, 0, fx);
        } else if (ignoredPriority > 0) {
            becomeMaster(now, Cause.PREEMPTION, ignoredPriority, fx);
        } else if (rules.owner() && masterPriority == 0 && rules.wishMaster()) {
            becomeMaster(now, Cause.OWNER, priority, fx);
        } else {
            becomeMaster(now, Cause.MASTER_DOWN, masterPriority, fx);
        }
    }

    private void becomeMaster(long now, Cause why, long value, Effects fx) {
        boolean restoresPriority = conflict.givingWay();
        conflict.end();
        wantsMaster = false;
        preemptWaiting = false;
        masterInterval = rules.timing().intervalNanos();
        counters.becameMaster++;
        sendAdvert(now, fx);
        if (firewalled(rules)) {
            fx.add(id, Effect.FIREWALL_ON);
        }
        fx.add(id, Effect.ADDRESSES_ADD);
        fx.add(id, Effect.EXCLUDED_ADD);
        fx.add(id, Effect.ROUTES_ADD);
        fx.add(id, Effect.RULES_ADD);
        announcements.begin(now, rules.announcing(), fx);
        if (restoresPriority) {
            fx.add(id, Effect.PRIORITY_CHANGED, priority);
        }
        enter(now, RouterState.MASTER, why, value, fx);
    }

    private void leaveMaster(Effects fx) {
        counters.releasedMaster++;
        timers.disarm(Timers.STATE);
        announcements.end();
        conflict.pause();
        fx.add(id, Effect.RULES_REMOVE);
        fx.add(id, Effect.ROUTES_REMOVE);
        fx.add(id, Effect.EXCLUDED_REMOVE);
        fx.add(id, Effect.ADDRESSES_REMOVE);
        if (firewalled(rules)) {
            fx.add(id, Effect.FIREWALL_OFF);
        }
    }

    private void enterBackup(long now, Cause why, long value, Effects fx) {
        wantsMaster = false;
        preemptWaiting = false;
        masterPriority = 0;
        masterLeft = false;
        ignoredPriority = 0;
        timers.arm(Timers.STATE, now + masterDown());
        enter(now, RouterState.BACKUP, why, value, fx);
    }

    private void enter(long now, RouterState next, Cause why, long value, Effects fx) {
        state = next;
        cause = why;
        causeValue = value;
        since = now;
        wantsMaster &= next == RouterState.BACKUP;
        fx.add(id, Transitions.ofInstance(next), why, value);
    }

    private void sendAdvert(long now, Effects fx) {
        counters.sent++;
        lastSent = now;
        timers.arm(Timers.STATE, now + rules.timing().intervalNanos());
        fx.add(id, Effect.ADVERT, advertised());
    }

    private void sendLeaving(long now, Effects fx) {
        counters.sent++;
        counters.zeroSent++;
        lastSent = now;
        fx.add(id, Effect.ADVERT, 0);
    }

    private static boolean firewalled(InstanceRules rules) {
        return rules.firewalled() && !rules.owner();
    }

    private int advertised() {
        return conflict.givingWay() ? EffectivePriority.OWNER - 1 : priority;
    }

    private long skew() {
        return Intervals.skewNanos(rules.timing().version(), advertised(), masterInterval);
    }

    private long masterDown() {
        Timing timing = rules.timing();
        return Intervals.masterDownNanos(timing.version(), timing.downAdverts(), advertised(), masterInterval);
    }

    public int id() {
        return id;
    }

    public RouterState state() {
        return state;
    }

    Cause cause() {
        return cause;
    }

    long causeValue() {
        return causeValue;
    }

    /** How often a master heard a lower priority. */
    long lowerHeard() {
        return counters.lowerReceived;
    }

    /** In BACKUP: it would be MASTER if its sync group agreed. */
    boolean wantsMaster() {
        return wantsMaster;
    }

    /** Faults of its own, not the sync group's. */
    boolean faultyItself() {
        return (faults & ~FaultReason.SYNC_GROUP.bit()) != 0;
    }

    /** Whether a timer runs. */
    public boolean hasDeadline() {
        return timers.any();
    }

    /** When {@link #timer} is to be called; only with {@link #hasDeadline}. */
    public long nextDeadline() {
        return timers.earliest();
    }

    /** A snapshot for readers on other threads. */
    public InstanceStatus status() {
        return new InstanceStatus(
                state,
                cause,
                causeValue,
                since,
                advertised(),
                masterPriority,
                masterInterval,
                wantsMaster,
                FaultReason.of(faults),
                counters.snapshot());
    }
}
