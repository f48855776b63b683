// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.platform.net.ChangeResult;
import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import io.mainstay.vrrp.internal.machine.EffectivePriority;
import io.mainstay.vrrp.internal.machine.Effects;
import io.mainstay.vrrp.internal.machine.FaultReason;
import io.mainstay.vrrp.internal.machine.Owned;
import io.mainstay.vrrp.internal.machine.SyncGroupMachine;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.shell.announce.Announcement;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes every event through machine and sync group, does what they want done in their order, and arms the timers anew.
 *
 * <p>Thread-safety: time-critical loop. Adverts and timers allocate nothing as long as no state changes.
 */
public final class Conductor {
    private static final FaultReason[] REASONS = FaultReason.values();
    private static final Owned[] OWNED = Owned.values();

    private final Observer observer;
    private final Effects fx = new Effects();
    private Router[] routers = new Router[16];
    private Router heard;
    private Router performing;
    private final Consumer<ChangeResult> problems = this::problem;

    public Conductor(Observer observer) {
        this.observer = observer;
    }

    /** From now on effects of its id are this router's; null forgets it. */
    void enlist(int id, Router router) {
        if (id >= routers.length) {
            routers = Arrays.copyOf(routers, Math.max(routers.length * 2, id + 1));
        }
        routers[id] = router;
    }

    // ---- events

    void advert(Router router, int peerPriority, long interval, int order, long now) {
        fx.clear();
        heard = router;
        Group group = router.syncGroup();
        if (group == null) {
            router.machine().advert(now, peerPriority, interval, order, fx);
        } else {
            group.machine().advert(now, router.machine(), peerPriority, interval, order, fx);
        }
        perform(router, now);
        heard = null;
    }

    void timer(Router router, long now) {
        fx.clear();
        router.machine().timer(now, fx);
        settle(router, now);
        perform(router, now);
    }

    void start(Router router, long delayNanos, long now) {
        fx.clear();
        router.machine().start(now, delayNanos, fx);
        perform(router, now);
    }

    /** Before its members start. */
    void start(Group group, long now) {
        fx.clear();
        group.machine().start(fx);
        perform(group, now);
    }

    /** After members started, came or went. */
    void settle(Group group, long now) {
        fx.clear();
        group.machine().settle(now, fx);
        perform(group, now);
    }

    void stop(Router router, boolean keep, long now) {
        fx.clear();
        router.machine().stop(now, keep, fx);
        perform(router, now);
        router.restoreTimer().disarm();
    }

    void stop(Group group, boolean keep, long now) {
        fx.clear();
        group.machine().stop(now, keep, fx);
        perform(group, now);
        group.members().forEach(member -> member.restoreTimer().disarm());
    }

    /** The plan is another one; the binding to it is in place already. */
    void reconfigure(Router router, RouterPlan next, long now) {
        EffectivePriority effective = router.weigh();
        router.priority(effective.priority());
        fx.clear();
        router.machine().reconfigure(now, next.rules(), effective.priority(), fx);
        settle(router, now);
        perform(router, now);
        takeOver(router, now);
    }

    /** The binding is another one, for the same plan. */
    void rebound(Router router, long now) {
        takeOver(router, now);
        reassess(router, now);
    }

    /**
     * Something that the router watches may be different. Faults come before the priority, and what ends them after it, so that
     * no state is entered with a priority that is out of date.
     */
    void reassess(Router router, long now) {
        EffectivePriority effective = router.weigh();
        int wanted = wantedFaults(router, effective);
        fx.clear();
        for (FaultReason reason : REASONS) {
            if ((wanted & bit(reason)) != 0 && !router.has(reason)) {
                router.fault(reason, true, detail(router, reason));
                router.machine().fault(now, reason, fx);
            }
        }
        if (effective.priority() != router.priority()) {
            router.priority(effective.priority());
            router.machine().priority(now, effective.priority(), fx);
        }
        for (FaultReason reason : REASONS) {
            if ((wanted & bit(reason)) == 0 && router.has(reason)) {
                router.fault(reason, false, "");
                router.machine().clear(now, reason, fx);
            }
        }
        if (router.undecided() && !effective.undecided()) {
            router.decided();
            router.machine().trackersDecided(now, fx);
        }
        settle(router, now);
        perform(router, now);
    }

    private static int wantedFaults(Router router, EffectivePriority effective) {
        int wanted = 0;
        for (FaultReason reason : router.binding().missing()) {
            wanted |= bit(reason);
        }
        wanted |= router.linkFaults();
        if (effective.fault()) {
            wanted |= bit(FaultReason.TRACKER);
        }
        if (!router.missingStatics().isEmpty()) {
            wanted |= bit(FaultReason.CONFIGURATION);
        }
        if (router.givenUp()) {
            wanted |= bit(FaultReason.OPERATOR);
        }
        return wanted;
    }

    private static String detail(Router router, FaultReason reason) {
        return switch (reason) {
            case TRACKER -> router.failedTracker();
            case NO_SOURCE_ADDRESS -> String.join("; ", router.binding().problems());
            case CONFIGURATION ->
                router.missingStatics().isEmpty()
                        ? String.join("; ", router.binding().problems())
                        : "static objects are missing: " + String.join(", ", router.missingStatics());
            case INTERFACE_DOWN -> router.plan().wire().orElse("");
            case BASE_INTERFACE_DOWN -> router.plan().link().device().orElse("");
            case DUPLICATE_VRID, SYNC_GROUP, OPERATOR -> "";
        };
    }

    static int bit(FaultReason reason) {
        return 1 << reason.ordinal();
    }

    /** Somebody else took something away that the router installed. */
    void lost(Router router, Owned what, long now) {
        if (!router.isMaster()) {
            return;
        }
        if (!router.restoreLimit().take(now)) {
            if (!router.restoreTimer().isArmed()) {
                router.restoreTimer().arm(router.restoreLimit().nextAt());
            }
            return;
        }
        fx.clear();
        router.machine().lost(now, what, fx);
        settle(router, now);
        perform(router, now);
    }

    /** What could not be put back at once, because it happened too often. */
    void restore(Router router, long now) {
        for (Owned what : OWNED) {
            boolean gone = false;
            for (Holding holding : router.binding().set(what).all()) {
                gone |= holding.tracked && !holding.installed;
            }
            if (gone) {
                lost(router, what, now);
            }
        }
    }

    /** After the interface was down the kernel has forgotten routes, and told nobody. */
    void installAgain(Router router) {
        if (router.isMaster()) {
            performing = router;
            for (Owned what : OWNED) {
                router.binding().set(what).installAgain(problems);
            }
        }
    }

    private void settle(Router router, long now) {
        if (router.syncGroup() != null) {
            router.syncGroup().machine().settle(now, fx);
        }
    }

    // ---- effects

    private void perform(Router router, long now) {
        Group group = router.syncGroup();
        if (group != null) {
            perform(group, now);
            arm(router); // not a member yet while it starts
            return;
        }
        for (int i = 0; i < fx.size(); i++) {
            perform(router, i, now);
        }
        arm(router);
    }

    private void perform(Group group, long now) {
        for (int i = 0; i < fx.size(); i++) {
            int member = fx.member(i);
            if (member == SyncGroupMachine.GROUP) {
                observer.group(group, fx.kind(i), fx.cause(i), fx.value(i), now);
            } else {
                perform(routers[member], i, now);
            }
        }
        for (int i = 0; i < group.members().size(); i++) {
            arm(group.members().get(i));
        }
    }

    private static void arm(Router router) {
        if (!router.machine().hasDeadline()) {
            router.timer().disarm();
            return;
        }
        long deadline = router.machine().nextDeadline();
        if (!router.timer().isArmed() || router.timer().deadlineNanos() != deadline) {
            router.timer().arm(deadline);
        }
    }

    private void perform(Router router, int index, long now) {
        performing = router;
        Binding binding = router.binding();
        long value = fx.value(index);
        switch (fx.kind(index)) {
            case ADVERT -> {
                if (binding.voice() != null) {
                    binding.voice().send((int) value);
                }
            }
            case FIREWALL_ON -> apply(binding.block());
            case FIREWALL_OFF -> apply(binding.unblock());
            case ADDRESSES_ADD -> install(router, Owned.ADDRESS);
            case ADDRESSES_REMOVE -> binding.set(Owned.ADDRESS).remove(now);
            case EXCLUDED_ADD -> install(router, Owned.EXCLUDED_ADDRESS);
            case EXCLUDED_REMOVE -> binding.set(Owned.EXCLUDED_ADDRESS).remove(now);
            case ROUTES_ADD -> install(router, Owned.ROUTE);
            case ROUTES_REMOVE -> binding.set(Owned.ROUTE).remove(now);
            case RULES_ADD -> install(router, Owned.RULE);
            case RULES_REMOVE -> binding.set(Owned.RULE).remove(now);
            case ANNOUNCE -> announce(router, (int) value, now);
            case RESTORE -> binding.set(OWNED[(int) value]).restore(problems);
            case RECONCILE -> takeOver(router, now);
            case CONTINUE_SEQUENCE -> {
                if (binding.voice() != null) {
                    binding.voice().continueSequence(router.decoder().sequence());
                }
            }
            case LOWER_PRIORITY_SEEN, PRIORITY_CHANGED, ENTER_INIT, ENTER_BACKUP, ENTER_FAULT ->
                tell(router, index, now);
            case ENTER_MASTER -> {
                armExtra(router, now);
                tell(router, index, now);
            }
            case GROUP_INIT, GROUP_BACKUP, GROUP_MASTER, GROUP_FAULT -> {} // never a router's
        }
    }

    private void tell(Router router, int index, long now) {
        Effect kind = fx.kind(index);
        observer.router(router, kind, fx.cause(index), fx.value(index), now, sender(kind, fx.cause(index)));
    }

    private static void armExtra(Router router, long now) {
        long period = router.plan().instance().announcing().extraInterfaces().toNanos();
        if (period > 0) {
            router.extraTimer().arm(now + period);
        }
    }

    /** {@code garp_extra_if}: addresses on other interfaces than the instance's own, from time to time. */
    void announceElsewhere(Router router, long now) {
        if (!router.isMaster()) {
            return;
        }
        Binding binding = router.binding();
        boolean all = router.plan().instance().announcing().extraAll();
        for (Announcement announcement : binding.announcements()) {
            boolean elsewhere = binding.homeLink() == null
                    || announcement.ifIndex() != binding.homeLink().index();
            if (elsewhere && (all || announcement.onMacvlan())) {
                announcement.pace().send(announcement, router.masterNow(), now);
            }
        }
        armExtra(router, now);
    }

    private void install(Router router, Owned what) {
        router.binding().set(what).install(router.plan().instance().owner(), problems);
    }

    private void apply(io.mainstay.platform.net.Firewall.PreparedFirewall prepared) {
        if (prepared != null) {
            int errno = prepared.apply();
            if (errno != 0) {
                observer.problem(
                        performing.plan().label(),
                        "the firewall refused: " + io.mainstay.platform.net.Errno.name(errno) + " ("
                                + io.mainstay.platform.net.Errno.text(errno) + ")");
            }
        }
    }

    private void announce(Router router, int count, long now) {
        Announcement[] all = router.binding().announcements();
        for (int round = 0; round < count; round++) {
            for (Announcement announcement : all) {
                announcement.pace().send(announcement, router.masterNow(), now);
            }
        }
    }

    /** What the binding before this one holds becomes this one's, or goes. */
    private void takeOver(Router router, long now) {
        Binding before = router.takeReplaced();
        if (before == null) {
            return;
        }
        performing = router;
        boolean owner = router.plan().instance().owner();
        boolean news = false;
        for (Owned what : OWNED) {
            HoldingSet old = before.set(what);
            if (old.held()) {
                news |= what.ordinal() <= Owned.EXCLUDED_ADDRESS.ordinal();
                router.binding().set(what).replace(old, owner, now, problems);
            }
        }
        if (router.isMaster()) {
            if (before.unblock() != null) {
                apply(before.unblock());
                apply(router.binding().block());
            }
            if (news) {
                announce(router, Math.max(1, router.plan().rules().announcing().repeat()), now);
            }
        }
    }

    private InetAddress sender(Effect kind, Cause cause) {
        boolean byAdvert =
                kind == Effect.LOWER_PRIORITY_SEEN || cause == Cause.HIGHER_PRIORITY || cause == Cause.HIGHER_ADDRESS;
        if (heard == null || !byAdvert) {
            return null;
        }
        try {
            return InetAddress.getByAddress(
                    Arrays.copyOf(heard.decoder().source(), heard.plan().ipv6() ? 16 : 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 4 or 16 bytes
        }
    }

    private void problem(ChangeResult result) {
        observer.problem(performing.plan().label(), result.failure().getMessage());
    }
}
