// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.StateParticipant.Prepared;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.carp.CarpState;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.transition.Journal;
import io.mainstay.api.transition.Transition;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.ScriptRunner;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Network;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.platform.net.SystemCallException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All CARP instances of this process: follows the desired state, and the host. Without a network (no permission, no native
 * code) it keeps what is configured, and says why nothing happens.
 *
 * <p>Thread-safety: control thread.
 */
final class CarpEngine {
    private static final Logger LOG = LoggerFactory.getLogger(CarpEngine.class);
    /** How long a stop waits for down scripts. */
    private static final long SCRIPTS_LIMIT_SECONDS = 10;

    private final ControlThread control;
    private final Journal journal;
    private final ScriptRunner scripts;
    private final Leftovers leftovers;
    private final boolean keep;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Integer> demotions = new HashMap<>();
    private final Set<String> heldBack = new HashSet<>();
    private List<CarpInstance> wanted = List.of();
    private boolean leftoversRemoved;
    private boolean stopped;
    private HostWatch watch;
    private Site site;

    /**
     * @param state folder of this process; null for none
     * @param keep leave addresses when the process stops
     */
    CarpEngine(ControlThread control, Journal journal, ScriptRunner scripts, Path state, boolean keep) {
        this.control = control;
        this.journal = journal;
        this.scripts = scripts;
        this.keep = keep;
        leftovers = new Leftovers(state);
    }

    /** There is a network to work in, and a loop to work on. */
    void networkCame(Network network, PunctualLoop loop) {
        try {
            watch = new HostWatch(network, control, this::hostChanged, this::addressDeleted);
            site = new Site(
                    network,
                    loop,
                    control,
                    scripts,
                    new WirePool(network, loop),
                    new OutfitMaker(network, network.linkSockets().open(loop), System.nanoTime()),
                    watch.host(),
                    this::virtualAddresses);
        } catch (SystemCallException e) {
            LOG.error("CARP cannot use the network: {}", e.getMessage());
            networkLeft();
            return;
        }
        follow(wanted);
    }

    /** Whether {@code next} needs a network: for its instances, or for what an earlier process has left on interfaces. */
    boolean needsNetwork(DesiredState next) {
        return !next.carp().instances().isEmpty()
                || !leftoversRemoved && !leftovers.read().isEmpty();
    }

    void networkLeft() {
        members.values().forEach(member -> member.stop(false));
        members.clear();
        if (watch != null) {
            watch.close();
        }
        watch = null;
        site = null;
    }

    boolean hasNetwork() {
        return site != null;
    }

    /** Only with a network. */
    PunctualLoop loop() {
        return site.loop();
    }

    /** The host as it is now; empty without a network. */
    Optional<Host> host() {
        return Optional.ofNullable(site).map(Site::host);
    }

    Prepared prepare(DesiredState next, boolean strict) {
        List<Diagnostic> diagnostics = Problems.of(next, host(), members.keySet(), strict);
        return new Prepared() {
            @Override
            public List<Diagnostic> diagnostics() {
                return diagnostics;
            }

            @Override
            public void commit() {
                follow(next.carp().instances());
            }
        };
    }

    private void follow(List<CarpInstance> next) {
        wanted = next;
        if (site == null || stopped) {
            return;
        }
        if (!next.isEmpty() && members.isEmpty()) {
            WarmUp.run();
        }
        Map<String, CarpInstance> byName = new LinkedHashMap<>();
        next.forEach(instance -> byName.put(instance.name(), instance));
        rememberAddresses();
        for (Member member : List.copyOf(members.values())) {
            CarpInstance instance = byName.get(member.name());
            if (instance == null || !sameHost(instance, member.config())) {
                members.remove(member.name());
                member.stop(false);
            }
        }
        removeLeftovers();
        Map<String, Member> before = new HashMap<>(members);
        members.clear();
        byName.forEach((name, instance) -> {
            Member member = before.get(name);
            if (member == null) {
                begin(instance);
            } else {
                members.put(name, member);
                if (!member.config().equals(instance)) {
                    member.reconfigure(instance);
                }
            }
        });
    }

    private void begin(CarpInstance instance) {
        Member member = new Member(site, instance, this::transition);
        members.put(instance.name(), member);
        member.start();
        if (heldBack.contains(instance.name())) {
            member.holdBack(true);
        }
        int demotion = demotions.getOrDefault(instance.name(), 0);
        if (demotion != 0) {
            member.demote(demotion);
        }
    }

    /** What another vhid or interface makes is another instance, whatever its name. */
    private static boolean sameHost(CarpInstance a, CarpInstance b) {
        return a.vhid() == b.vhid() && a.device().equals(b.device()) && a.installAddresses() == b.installAddresses();
    }

    /** Those of the next state and, until they are removed, of the present one. */
    private void rememberAddresses() {
        List<Leftovers.Entry> entries = new ArrayList<>();
        if (!leftoversRemoved) {
            entries.addAll(leftovers.read());
        }
        List<CarpInstance> all = new ArrayList<>(wanted);
        members.values().forEach(member -> all.add(member.config()));
        for (CarpInstance instance : all) {
            if (instance.installAddresses()) {
                for (VirtualAddress address : instance.addresses()) {
                    entries.add(new Leftovers.Entry(
                            address.device().orElse(instance.device()), address.address(), address.prefixLength()));
                }
            }
        }
        leftovers.write(entries);
    }

    /** Once: what a process that was killed has left, and no instance of this one will take care of. */
    private void removeLeftovers() {
        if (leftoversRemoved) {
            return;
        }
        List<Leftovers.Entry> left = leftovers.read();
        leftoversRemoved = true;
        List<Change> removals = new ArrayList<>();
        for (Leftovers.Entry entry : left) {
            site.host()
                    .link(entry.device())
                    .ifPresent(link -> site.host().addresses(link.index()).stream()
                            .filter(address -> entry.is(address) && ours(address))
                            .forEach(address -> removals.add(new Change.DeleteAddress(address))));
        }
        if (removals.isEmpty()) {
            return;
        }
        try {
            for (ChangeResult result : site.network().apply(removals)) {
                LOG.warn(
                        "{}: left by a process that did not end in an orderly way; {}",
                        result.change(),
                        result.ok() ? "removed" : result.failure().getMessage());
            }
        } catch (SystemCallException e) {
            LOG.error("addresses of an earlier run cannot be removed: {}", e.getMessage());
        }
        rememberAddresses();
    }

    /** Kernels before 5.18 do not say who installed an address. */
    private static boolean ours(InterfaceAddress address) {
        return address.protocol() == KernelAddresses.PROTOCOL || address.protocol() == 0;
    }

    private void hostChanged() {
        List.copyOf(members.values()).forEach(Member::hostChanged);
    }

    private void addressDeleted(InterfaceAddress address) {
        members.values().forEach(member -> member.addressDeleted(address));
    }

    private Collection<InetAddress> virtualAddresses() {
        Set<InetAddress> all = new HashSet<>();
        for (CarpInstance instance : wanted) {
            instance.addresses().forEach(address -> all.add(address.address()));
        }
        return all;
    }

    private void transition(Member member, CarpState before, CarpState after, String cause, int advskew) {
        journal.publish(new Transition.Carp(member.config(), before, after, cause, advskew));
    }

    /** Gives everything back. */
    CompletionStage<Void> stop() {
        stopped = true;
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        members.values().forEach(member -> stops.add(member.stop(keep).toCompletableFuture()));
        return CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new))
                .orTimeout(SCRIPTS_LIMIT_SECONDS, TimeUnit.SECONDS)
                .handleAsync(
                        (done, late) -> {
                            if (late != null) {
                                LOG.warn("a down script still runs after {} s; going on", SCRIPTS_LIMIT_SECONDS);
                            }
                            if (!keep) {
                                leftovers.write(List.of());
                            }
                            networkLeft();
                            return null;
                        },
                        control);
    }

    /** In configured order. */
    Collection<Member> members() {
        return members.values();
    }

    List<CarpInstance> wanted() {
        return wanted;
    }

    Optional<Member> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** Survives reloads, and a change of the instance. */
    void demote(Member member, int by) {
        demotions.put(member.name(), by);
        heldBack.remove(member.name());
        if (member.heldBack()) {
            member.holdBack(false);
        }
        member.demote(by);
    }

    void holdBack(Member member) {
        heldBack.add(member.name());
        member.holdBack(true);
    }
}
