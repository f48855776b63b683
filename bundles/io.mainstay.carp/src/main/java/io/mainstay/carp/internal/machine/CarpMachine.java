// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

/**
 * One CARP instance. One method per event; each decides for all four states, changes the state and appends what is to be done
 * to {@link Effects}.
 *
 * <p>Who is master is decided by the advertised interval: the shorter is preferred. A backup without {@code preempt} lets any
 * master be that is not slower than its own patience. Order of effects: MASTER is entered with advert, addresses,
 * announcement, script, transition, and left with addresses, last advert, script, transition; a bow-out comes before
 * everything else when the instance stops, steps down or is held back.
 *
 * <p>Whatever a peer does, a master never answers with an advert but when it yields, so that two that disagree about who is
 * preferred do not answer each other for ever.
 *
 * <p>Calls must carry times that do not go backwards. After each call {@link #nextDeadline} says when {@link #timer} is due;
 * to call it early does no harm.
 *
 * <p>Thread-safety: confined to the time-critical loop. No method but {@link #status} allocates.
 */
public final class CarpMachine {
    /** What tells every peer to take over: advbase and advskew 255. */
    public static final int BOW_OUT = CarpRules.interval(255, 255);

    private static final long DEAF_NANOS = 3_000_000_000L;
    /** Announcements are repeated together with the second advert after them. */
    private static final int REPEAT_AFTER = 2;

    private static final int UNKNOWN = -1;

    private final MachineCounters counters = new MachineCounters();
    private final Demotion demotion = new Demotion();

    private CarpRules rules;
    private HostState state = HostState.INIT;
    private Cause cause = Cause.NONE;
    private long causeValue;
    private long since;
    private int faults;
    private boolean armed;
    private long due;
    private boolean deaf;
    private int masterInterval = UNKNOWN;
    private long masterSender;
    private boolean masterLeft;
    private int advertsToRepeat;
    private boolean rivalHeard;
    private long lastRival;
    private int lastAdvskew;

    public CarpMachine(CarpRules rules) {
        this.rules = rules;
        lastAdvskew = rules.advskew();
    }

    /** The instance begins, or begins again after {@link #stop}. What a crash has left behind is removed. */
    public void start(long now, Effects fx) {
        if (state != HostState.INIT) {
            return;
        }
        demotion.forgetSends();
        fx.add(Effect.ADDRESSES_REMOVE);
        if (!rules.neutral()) {
            fx.add(Effect.SCRIPT_DOWN);
        }
        if (fault() != 0) {
            enter(now, HostState.FAULT, Cause.FAULT, fault(), fx);
        } else {
            enterBackup(now, Cause.START, ownInterval(), fx);
        }
    }

    /**
     * An advertisement that the codec let through.
     *
     * @param interval the sender's, in 1/256 s
     * @param peerDemotion OpenBSD's demote counter; counts with {@link CarpRules#demoteCounter} only
     * @param sender a number that tells senders apart
     * @param order negative, zero or positive as the sender's address is lower than ours, cannot be compared, or is higher
     */
    public void advert(long now, int interval, int peerDemotion, long sender, int order, Effects fx) {
        counters.received++;
        if (interval == BOW_OUT) {
            counters.bowOutsReceived++;
        }
        switch (state) {
            case INIT, FAULT -> {}
            case BACKUP -> {
                if (!deaf) {
                    backupHears(now, interval, peerDemotion, sender, fx);
                }
            }
            case MASTER -> masterHears(now, interval, peerDemotion, sender, order, fx);
        }
    }

    private void backupHears(long now, int interval, int peerDemotion, long sender, Effects fx) {
        if (interval == BOW_OUT) {
            backupHearsBowOut(now, sender);
        } else if (rules.preempt() && compare(interval, peerDemotion) > 0) {
            if (!betterMasterLives(sender)) {
                becomeMaster(now, Cause.PREEMPTION, interval, fx);
            }
        } else if (interval > rules.masterDown(advskew())) {
            if (!betterMasterLives(sender)) {
                becomeMaster(now, Cause.MASTER_TOO_SLOW, interval, fx);
            }
        } else {
            masterInterval = interval;
            masterSender = sender;
            masterLeft = false;
            arm(now + masterDownNanos());
        }
    }

    /**
     * Another master than {@code sender} was heard within our patience, and we have no claim on its place: then a second one
     * is for that one to silence. Where not everybody hears everybody, taking over from the second would lead to a third.
     */
    private boolean betterMasterLives(long sender) {
        return masterInterval != UNKNOWN && masterSender != sender && !masterLeft;
    }

    /**
     * The skew is waited for, so that of several backups only the most preferred takes over. A bow-out of who is not the master
     * (one that was delayed on the way) changes nothing.
     */
    private void backupHearsBowOut(long now, long sender) {
        if (masterInterval != UNKNOWN && sender != masterSender || masterLeft) {
            return;
        }
        long soon = now + advskew() * CarpRules.UNIT_NANOS;
        masterLeft = true;
        if (soon - due < 0) {
            arm(soon);
        }
    }

    private void masterHears(long now, int interval, int peerDemotion, long sender, int order, Effects fx) {
        int compared = compare(interval, peerDemotion);
        if (compared < 0 || compared == 0 && order < 0) {
            leaveMaster(fx);
            sendAdvert(now, fx); // so that the other one announces the addresses once more
            counters.releasedMaster++;
            fx.add(Effect.SCRIPT_DOWN);
            enterBackup(now, compared < 0 ? Cause.PREFERRED_MASTER : Cause.LOWER_ADDRESS, interval, fx);
            masterInterval = interval;
            masterSender = sender;
        } else if ((compared > 0 || order > 0) && !(rivalHeard && now == lastRival)) {
            rivalHeard = true;
            lastRival = now;
            counters.rivalsSeen++;
            announce(fx); // hosts and switches may have learnt the other one's
            fx.add(Effect.RIVAL_SEEN, interval);
        }
    }

    /** Negative when the peer is preferred. */
    private int compare(int interval, int peerDemotion) {
        if (rules.demoteCounter() && peerDemotion != demotion.counter(rules)) {
            return peerDemotion - demotion.counter(rules);
        }
        return interval - ownInterval();
    }

    /** Time has passed. Does what is due, and sends at most one advert for it. */
    public void timer(long now, Effects fx) {
        if (!armed || now - due < 0) {
            return;
        }
        if (state == HostState.MASTER) {
            advertTimer(now, fx);
        } else if (deaf) {
            deaf = false;
            arm(now + masterDownNanos());
        } else if (masterLeft) {
            becomeMaster(now, Cause.MASTER_LEFT, 0, fx);
        } else {
            becomeMaster(now, Cause.MASTER_DOWN, masterInterval, fx);
        }
    }

    private void advertTimer(long now, Effects fx) {
        long was = due;
        sendAdvert(now, fx);
        long interval = intervalNanos();
        if (now - was < interval) {
            arm(was + interval); // no drift; but a late one is not made up for
        }
        if (advertsToRepeat > 0) {
            advertsToRepeat--;
            if (advertsToRepeat == 0) {
                fx.add(Effect.ANNOUNCE);
            }
        }
    }

    /** An advertisement was given to the kernel, or was not taken. */
    public void sent(long now, boolean ok, Effects fx) {
        if (!ok) {
            counters.sendFailures++;
        }
        demotion.sent(ok);
        tellAdvskew(fx);
    }

    /** An operator makes it less wanted; 0 takes it back. A master says so at once. */
    public void demote(long now, int by, Effects fx) {
        if (by == demotion.asked()) {
            return;
        }
        demotion.ask(by);
        tellAdvskew(fx);
        if (state == HostState.MASTER) {
            sendAdvert(now, fx);
        }
    }

    private void tellAdvskew(Effects fx) {
        if (advskew() != lastAdvskew) {
            lastAdvskew = advskew();
            fx.add(Effect.ADVSKEW_CHANGED, lastAdvskew);
        }
    }

    /** A request to hand over, once: for three seconds nothing is listened to, and then it waits like any backup. */
    public void stepDown(long now, Effects fx) {
        if (state != HostState.MASTER) {
            return;
        }
        bowOut(fx);
        leaveMaster(fx);
        counters.releasedMaster++;
        fx.add(Effect.SCRIPT_DOWN);
        enterBackup(now, Cause.STEP_DOWN, 0, fx);
        deaf = true;
        arm(now + DEAF_NANOS);
    }

    /** Something that the instance needs is missing now. */
    public void fault(long now, FaultReason reason, Effects fx) {
        faults |= reason.bit();
        applyFaults(now, fx);
    }

    /** It is there again. */
    public void clear(long now, FaultReason reason, Effects fx) {
        faults &= ~reason.bit();
        applyFaults(now, fx);
    }

    private void applyFaults(long now, Effects fx) {
        int fault = fault();
        switch (state) {
            case INIT -> {}
            case BACKUP -> {
                if (fault != 0) {
                    enter(now, HostState.FAULT, Cause.FAULT, fault, fx);
                }
            }
            case MASTER -> {
                if (fault != 0) {
                    bowOut(fx); // fails when the link is down, helps when it is something else
                    leaveMaster(fx);
                    counters.releasedMaster++;
                    fx.add(Effect.SCRIPT_DOWN);
                    enter(now, HostState.FAULT, Cause.FAULT, fault, fx);
                }
            }
            case FAULT -> {
                if (fault == 0) {
                    demotion.forgetSends();
                    tellAdvskew(fx);
                    enterBackup(now, Cause.FAULT_CLEARED, 0, fx);
                }
            }
        }
    }

    private int fault() {
        return rules.ignoreLinkState() ? faults & ~FaultReason.LINK_DOWN.bit() : faults;
    }

    /** Somebody else deleted an address that this instance installed. */
    public void lost(long now, Effects fx) {
        if (state == HostState.MASTER) {
            counters.restored++;
            fx.add(Effect.RESTORE);
            fx.add(Effect.ANNOUNCE);
        }
    }

    /** The up script is done: what it has installed is announced. */
    public void upScriptEnded(long now, Effects fx) {
        if (state == HostState.MASTER) {
            fx.add(Effect.ANNOUNCE);
        }
    }

    /**
     * The configuration changed, but it is still the same virtual host: the state is kept, and a master sends an advert before
     * anything else. Only to be called for an instance that did change.
     */
    public void reconfigure(long now, CarpRules next, Effects fx) {
        int waitedFor = rules.masterDown(advskew());
        rules = next;
        applyFaults(now, fx);
        tellAdvskew(fx);
        if (state == HostState.MASTER) {
            sendAdvert(now, fx);
            fx.add(Effect.RECONCILE);
        } else if (state == HostState.BACKUP && !deaf && rules.masterDown(advskew()) != waitedFor) {
            masterLeft = false;
            arm(now + masterDownNanos());
        }
    }

    /**
     * The end, or the instance is no longer configured.
     *
     * @param keep leave the addresses as they are, and do not run the down script
     */
    public void stop(long now, boolean keep, Effects fx) {
        if (state == HostState.INIT) {
            return;
        }
        if (state == HostState.MASTER) {
            bowOut(fx);
            counters.releasedMaster++;
            if (!keep) {
                leaveMaster(fx);
                fx.add(Effect.SCRIPT_DOWN);
            }
        }
        enter(now, HostState.INIT, Cause.STOP, 0, fx);
    }

    private void becomeMaster(long now, Cause why, long value, Effects fx) {
        counters.becameMaster++;
        sendAdvert(now, fx);
        fx.add(Effect.ADDRESSES_ADD);
        announce(fx);
        fx.add(Effect.SCRIPT_UP);
        masterLeft = false;
        masterInterval = UNKNOWN;
        rivalHeard = false;
        state = HostState.MASTER;
        tell(now, why, value, fx);
    }

    private void leaveMaster(Effects fx) {
        advertsToRepeat = 0;
        fx.add(Effect.ADDRESSES_REMOVE);
    }

    private void enterBackup(long now, Cause why, long value, Effects fx) {
        masterLeft = false;
        deaf = false;
        masterInterval = UNKNOWN;
        arm(now + masterDownNanos());
        state = HostState.BACKUP;
        tell(now, why, value, fx);
    }

    private void enter(long now, HostState next, Cause why, long value, Effects fx) {
        armed = false;
        deaf = false;
        masterLeft = false;
        masterInterval = UNKNOWN;
        state = next;
        tell(now, why, value, fx);
    }

    private void tell(long now, Cause why, long value, Effects fx) {
        cause = why;
        causeValue = value;
        since = now;
        fx.add(Effect.enter(state), why, value);
    }

    private void announce(Effects fx) {
        advertsToRepeat = REPEAT_AFTER;
        fx.add(Effect.ANNOUNCE);
    }

    private void sendAdvert(long now, Effects fx) {
        counters.sent++;
        arm(now + intervalNanos());
        fx.add(Effect.ADVERT, Effect.advert(advskew(), demotion.counter(rules)));
    }

    private void bowOut(Effects fx) {
        counters.sent++;
        counters.bowOutsSent++;
        fx.add(Effect.BOW_OUT);
    }

    private void arm(long at) {
        armed = true;
        due = at;
    }

    private int ownInterval() {
        return CarpRules.interval(rules.advbase(), advskew());
    }

    private long intervalNanos() {
        return CarpRules.intervalNanos(rules.advbase(), advskew());
    }

    private long masterDownNanos() {
        return rules.masterDown(advskew()) * CarpRules.UNIT_NANOS;
    }

    public HostState state() {
        return state;
    }

    /** What is, or would be, advertised. */
    public int advskew() {
        return demotion.advskew(rules);
    }

    /** Whether a timer runs. */
    public boolean hasDeadline() {
        return armed;
    }

    /** When {@link #timer} is to be called; only with {@link #hasDeadline}. */
    public long nextDeadline() {
        return due;
    }

    /** A snapshot for readers on other threads. */
    public InstanceStatus status() {
        return new InstanceStatus(
                state,
                cause,
                causeValue,
                since,
                advskew(),
                demotion.asked(),
                demotion.sendsFail(),
                masterInterval,
                deaf,
                due,
                FaultReason.of(fault()),
                counters.snapshot());
    }
}
