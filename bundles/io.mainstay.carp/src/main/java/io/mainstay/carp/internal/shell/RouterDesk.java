// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.control.Diagnosable.Finding;
import io.mainstay.api.control.Diagnosable.Level;
import io.mainstay.api.control.RouterView;
import io.mainstay.api.model.carp.CarpState;
import io.mainstay.carp.internal.codec.DropReason;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.net.PunctualLoop;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers what commands ask. Thread-safety: any thread but the time-critical loop. */
final class RouterDesk {
    private static final long LOOP_SECONDS = 5;
    private static final int MOST_DEMOTION = 240;

    private final ControlThread control;
    private final CarpEngine engine;
    private final Runnable nudge;
    private final Clock wall = Clock.systemUTC();

    /** @param nudge lets the loop have a turn before it is waited for, in tests */
    RouterDesk(ControlThread control, CarpEngine engine, Runnable nudge) {
        this.control = control;
        this.engine = engine;
        this.nudge = nudge;
    }

    /** A member with what its runner says. */
    private record Seen(Member member, Runner.Snapshot snapshot, long[] foreign) {}

    /** What the loop has to be asked for, and who will answer. */
    private record Asked(Member member, CompletableFuture<Seen> answer) {}

    List<RouterView> list() {
        List<Seen> seen = look();
        Instant now = wall.instant();
        return control.call(() -> seen.stream()
                .flatMap(each -> engine.host().stream()
                        .map(host -> Views.of(each.member(), each.snapshot(), each.foreign(), host, now)))
                .toList());
    }

    /** Never waits for the loop on the control thread, which the loop's reports need. */
    private List<Seen> look() {
        List<Asked> asked = control.call(() -> engine.members().stream()
                .map(member -> new Asked(member, onLoop(() -> {
                    long[] foreign = new long[DropReason.values().length];
                    member.wires().values().forEach(wire -> {
                        for (DropReason reason : DropReason.values()) {
                            foreign[reason.ordinal()] += wire.foreign(reason);
                        }
                    });
                    return new Seen(
                            member, member.runner().snapshot(engine.loop().now()), foreign);
                })))
                .toList());
        nudge.run();
        return asked.stream().map(each -> await(each.answer())).toList();
    }

    private <T> CompletableFuture<T> onLoop(Supplier<T> what) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        PunctualLoop loop = engine.loop();
        loop.execute(() -> {
            try {
                answer.complete(what.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(LOOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the time-critical loop has not answered in " + LOOP_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("CARP cannot tell", e.getCause());
        }
    }

    void demote(String name, OptionalInt by) {
        if (by.isPresent() && (by.getAsInt() < 0 || by.getAsInt() > MOST_DEMOTION)) {
            throw new IllegalArgumentException(
                    by.getAsInt() + " is not a demotion of CARP: expected 0 to " + MOST_DEMOTION);
        }
        CompletableFuture<Void> done = control.call(() -> {
            Member member = find(name);
            if (by.isPresent()) {
                engine.demote(member, by.getAsInt());
            } else {
                engine.holdBack(member);
            }
            return this.<Void>onLoop(() -> null);
        });
        nudge.run();
        await(done);
        control.call(() -> null); // behind what the loop has reported
    }

    void clearCounters(Optional<String> name) {
        List<CompletableFuture<Void>> done = control.call(() -> {
            List<Member> members = name.map(each -> List.of(find(each))).orElseGet(() -> List.copyOf(engine.members()));
            return members.stream()
                    .map(member -> this.<Void>onLoop(() -> {
                        member.runner().clearCounters();
                        return null;
                    }))
                    .toList();
        });
        nudge.run();
        done.forEach(RouterDesk::await);
    }

    private Member find(String name) {
        return engine.member(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no carp_instance " + name + "; there is: "
                        + engine.members().stream().map(Member::name).collect(Collectors.joining(", "))));
    }

    Optional<String> explain(InetAddress address) {
        Instant now = wall.instant();
        return look().stream()
                .filter(each -> each.member().config().addresses().stream()
                        .anyMatch(held -> held.address().equals(Ipv6Scope.strip(address))))
                .map(each -> Views.explain(each.member(), each.snapshot(), now))
                .reduce((a, b) -> a + " " + b);
    }

    List<Finding> findings() {
        return control.call(() -> {
            List<Finding> findings = new ArrayList<>();
            if (!engine.hasNetwork() && !engine.wanted().isEmpty()) {
                findings.add(new Finding(
                        Level.ERROR,
                        "CARP",
                        engine.wanted().size() + " carp_instance configured, but this process cannot use raw sockets",
                        "run it as root, or with CAP_NET_ADMIN and CAP_NET_RAW"));
            }
            for (Member member : engine.members()) {
                if (member.state() == CarpState.FAULT) {
                    findings.add(new Finding(
                            member.heldBack() ? Level.INFO : Level.ERROR,
                            "carp_instance " + member.name(),
                            "in FAULT: " + member.cause(),
                            member.heldBack() ? "'undemote " + member.name() + "' takes it back" : ""));
                }
                member.complaints()
                        .recent()
                        .forEach(text ->
                                findings.add(new Finding(Level.WARNING, "carp_instance " + member.name(), text, "")));
            }
            return findings;
        });
    }
}
