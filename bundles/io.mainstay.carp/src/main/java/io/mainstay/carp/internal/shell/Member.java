// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.carp.CarpState;
import io.mainstay.carp.internal.machine.CarpRules;
import io.mainstay.carp.internal.machine.Cause;
import io.mainstay.carp.internal.machine.Effect;
import io.mainstay.carp.internal.machine.FaultReason;
import io.mainstay.carp.internal.plan.CarpPlan;
import io.mainstay.carp.internal.plan.CauseText;
import io.mainstay.carp.internal.plan.Family;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.SystemCallException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance, seen from the control thread: its configuration, what it finds on the host, its scripts; and its
 * {@link Runner} on the loop, which gets an outfit whenever one of these changes.
 *
 * <p>Thread-safety: control thread, but for {@link Reports}, which the loop calls.
 */
final class Member implements Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Member.class);

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Who is told of transitions. */
    interface Audience {
        void transition(Member member, CarpState before, CarpState after, String cause, int advskew);
    }

    private final Site site;
    private final Audience audience;
    private final Runner runner;
    private final ScriptQueue scripts;
    private final Complaints complaints;
    private final int vhid;
    private CarpInstance config;
    private Ground ground;
    private Map<Family, Wire> wires = Map.of();
    private List<InterfaceAddress> mayHold = List.of();
    private boolean heldBack;
    private boolean noSocket;
    private boolean stopped;
    private CarpState state = CarpState.INIT;
    private String cause = "not started";

    Member(Site site, CarpInstance config, Audience audience) {
        this.site = site;
        this.config = config;
        vhid = config.vhid();
        this.audience = audience;
        complaints = new Complaints(config.name(), site.loop().clock());
        runner = new Runner(site.loop(), CarpPlan.rules(config), System.nanoTime() ^ config.hashCode(), this);
        scripts = new ScriptQueue(
                config.name(), site.control(), site.scripts(), () -> onLoop(now -> runner.upScriptEnded(now)));
    }

    void start() {
        ground = look();
        Fitting fitting = fit();
        Set<FaultReason> missing = missing();
        onLoop(now -> {
            fitting.admit();
            runner.start(fitting.outfit(), missing, now);
        });
    }

    /** The host may look different now. */
    void hostChanged() {
        Ground next = look();
        if (next.equals(ground)) {
            return;
        }
        boolean linkCame = ground.missing().contains(FaultReason.LINK_DOWN)
                && !next.missing().contains(FaultReason.LINK_DOWN);
        ground = next;
        if (linkCame) {
            joinGroups(wires); // a link that was down may have lost them
        }
        adapt();
    }

    private void adapt() {
        Fitting fitting = fit();
        Set<FaultReason> missing = missing();
        onLoop(now -> {
            fitting.admit();
            runner.adapt(fitting.outfit(), missing, now);
            fitting.dismissOld();
        });
    }

    /** What could not be opened may be possible later: descriptors run out and come back. */
    private void tryAgainLater() {
        site.control().schedule(RETRY, () -> {
            if (noSocket && !stopped) {
                adapt();
            }
        });
    }

    /** The configuration is another, but it is the same virtual host on the same interface. */
    void reconfigure(CarpInstance next) {
        config = next;
        ground = look();
        Fitting fitting = fit();
        Set<FaultReason> missing = missing();
        CarpRules rules = CarpPlan.rules(next);
        onLoop(now -> {
            fitting.admit();
            runner.reconfigure(rules, fitting.outfit(), missing, now);
            fitting.dismissOld();
        });
    }

    /** An operator wants it to hold no addresses, or takes that back. */
    void holdBack(boolean back) {
        heldBack = back;
        Set<FaultReason> missing = missing();
        onLoop(now -> runner.adapt(null, missing, now));
    }

    void demote(int by) {
        onLoop(now -> runner.demote(by, now));
    }

    void stepDown() {
        onLoop(now -> runner.stepDown(now));
    }

    /** Somebody, perhaps we, deleted an address. */
    void addressDeleted(InterfaceAddress address) {
        if (mayHold.stream().anyMatch(each -> Host.same(each, address))) {
            onLoop(now -> runner.addressLost(now));
        }
    }

    /**
     * @param keep leave the addresses where they are
     * @return ends when the addresses are gone and the scripts have ended
     */
    CompletionStage<Void> stop(boolean keep) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        stopped = true;
        Map<Family, Wire> last = wires;
        wires = Map.of();
        onLoop(now -> {
            runner.stop(keep, now);
            last.values().forEach(wire -> wire.dismiss(vhid, runner));
            // Behind all that the runner has reported.
            site.control().execute(() -> {
                last.values().forEach(site.wires()::giveBack);
                gone.complete(null);
            });
        });
        return gone.thenCompose(nothing -> scripts.idle());
    }

    private Ground look() {
        return Ground.of(config, site.host(), site.virtual().get());
    }

    private Set<FaultReason> missing() {
        EnumSet<FaultReason> missing = EnumSet.noneOf(FaultReason.class);
        missing.addAll(ground.missing());
        if (heldBack) {
            missing.add(FaultReason.OPERATOR);
        }
        if (noSocket) {
            missing.add(FaultReason.NO_SOCKET);
        }
        return missing;
    }

    /** Opens what the ground allows. */
    private Fitting fit() {
        noSocket = false;
        Map<Family, Wire> before = wires;
        Map<Family, Wire> next = new EnumMap<>(Family.class);
        Outfit outfit = null;
        try {
            for (Family family : Family.values()) {
                if (ground.hasInterface() && ground.source(family).isPresent()) {
                    next.put(family, site.wires().take(ground.ifIndex(), family));
                }
            }
            if (!next.isEmpty()) {
                outfit = site.outfits().make(config, ground, next, mayHold);
                mayHold = KernelAddresses.of(config, ground);
            }
        } catch (SystemCallException e) {
            noSocket = true;
            complaints.add("cannot work on " + config.device() + ": " + e.getMessage());
            tryAgainLater();
        }
        joinGroups(next);
        wires = next;
        return new Fitting(outfit, next, before);
    }

    private void joinGroups(Map<Family, Wire> on) {
        on.forEach((family, wire) -> {
            if (family.peers(config).isEmpty()) {
                int errno = wire.join(family.group(config));
                if (errno != 0 && errno != Errno.ENODEV) {
                    complaints.add("cannot join " + family.group(config).getHostAddress() + " on " + config.device()
                            + ": " + Errno.name(errno) + " (" + Errno.text(errno)
                            + "); advertisements of peers will not be heard");
                }
            }
        });
    }

    /** What the loop shall use from now on, and what it uses no longer. */
    private final class Fitting {
        private final Outfit outfit;
        private final Map<Family, Wire> wires;
        private final Map<Family, Wire> old;

        Fitting(Outfit outfit, Map<Family, Wire> wires, Map<Family, Wire> old) {
            this.outfit = outfit;
            this.wires = new HashMap<>(wires);
            this.old = new HashMap<>(old);
        }

        Outfit outfit() {
            return outfit;
        }

        void admit() {
            wires.values().forEach(wire -> wire.admit(vhid, runner));
        }

        void dismissOld() {
            old.values().forEach(wire -> {
                if (!wires.containsValue(wire)) {
                    wire.dismiss(vhid, runner);
                }
            });
            site.control().execute(() -> old.values().forEach(site.wires()::giveBack));
        }
    }

    private void onLoop(LongConsumer task) {
        site.loop().execute(() -> task.accept(site.loop().now()));
    }

    @Override
    public void effect(Effect kind, Cause why, long value, long at, int advskew) {
        site.control().execute(() -> reported(kind, why, value, advskew));
    }

    private void reported(Effect kind, Cause why, long value, int advskew) {
        switch (kind) {
            case SCRIPT_UP -> scripts.want(config, true);
            case SCRIPT_DOWN -> scripts.want(config, false);
            case ENTER_INIT -> entered(CarpState.STOP, why, value, advskew);
            case ENTER_BACKUP -> entered(CarpState.BACKUP, why, value, advskew);
            case ENTER_MASTER -> entered(CarpState.MASTER, why, value, advskew);
            case ENTER_FAULT -> entered(CarpState.FAULT, why, value, advskew);
            case RIVAL_SEEN -> complaints.rival(CauseText.seconds(value));
            case ADVSKEW_CHANGED -> LOG.info("carp {}: advertises advskew {} from now on", name(), value);
            default -> throw new IllegalArgumentException(kind + " is not to be told");
        }
    }

    private void entered(CarpState next, Cause why, long value, int advskew) {
        CarpState before = state;
        state = next;
        cause = CauseText.of(why, value);
        audience.transition(this, before, next, cause, advskew);
    }

    @Override
    public void refused(String change) {
        site.control().execute(() -> complaints.add(change));
    }

    @Override
    public void suspicious(boolean replay, byte[] source, int length) {
        site.control().execute(() -> complaints.suspicious(replay, source));
    }

    String name() {
        return config.name();
    }

    CarpInstance config() {
        return config;
    }

    Ground ground() {
        return ground;
    }

    CarpState state() {
        return state;
    }

    String cause() {
        return cause;
    }

    boolean heldBack() {
        return heldBack;
    }

    /** What it may have put on interfaces. */
    List<InterfaceAddress> mayHold() {
        return mayHold;
    }

    Complaints complaints() {
        return complaints;
    }

    Runner runner() {
        return runner;
    }

    Map<Family, Wire> wires() {
        return wires;
    }
}
