// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import io.mainstay.simulate.internal.engine.Quality;
import io.mainstay.simulate.internal.scenario.Times.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads what happens to packets. Each method tells whether it understood the value. */
final class PacketEvents {
    private final List<Event> events;
    private final Mentions mentions;

    PacketEvents(List<Event> events, Mentions mentions) {
        this.events = events;
        this.mentions = mentions;
    }

    /** Makes the partition one-way that was read last: its end, if it has one, is the last event. */
    boolean oneWay() {
        if (events.isEmpty() || !(events.get(events.size() - 1) instanceof Event.Partition last)) {
            return false;
        }
        for (int i = Math.max(0, events.size() - 2); i < events.size(); i++) {
            if (events.get(i) instanceof Event.Partition p && p.sides().equals(last.sides())) {
                events.set(i, new Event.Partition(p.at(), p.sides(), true, p.cut()));
            }
        }
        return true;
    }

    /** {@code a,b}: each is alone; {@code a,b/c}: a and b hear each other and not c. */
    boolean partition(String value) {
        Optional<When> when = When.of(value);
        if (when.isEmpty()) {
            return false;
        }
        String what = when.get().what();
        List<List<Port>> sides = new ArrayList<>();
        for (String side : what.split(what.indexOf('/') >= 0 ? "/" : ",")) {
            List<Port> ports = new ArrayList<>();
            for (String text : side.split(",")) {
                ports.add(mentions.port(text).orElseGet(() -> new Port(mentions.host(text), "")));
            }
            sides.add(ports);
        }
        Span span = when.get().span();
        events.add(new Event.Partition(span.from(), sides, false, true));
        span.to().ifPresent(to -> events.add(new Event.Partition(to, sides, false, false)));
        return sides.size() > 1;
    }

    /** Makes a change of the wires of a number. */
    interface Share {
        UnaryOperator<Quality> of(double part);
    }

    boolean percent(String value, Share share) {
        int at = value.indexOf('@');
        String number = (at < 0 ? value : value.substring(0, at)).replace("%", "");
        Optional<Span> span =
                at < 0 ? Optional.of(new Span(Duration.ZERO, Optional.empty())) : Span.of(value.substring(at + 1));
        if (span.isEmpty() || !number.matches("[0-9]{1,3}(\\.[0-9]{1,6})?") || Double.parseDouble(number) > 100) {
            return false;
        }
        events.add(new Event.Wires(span.get().from(), share.of(Double.parseDouble(number) / 100)));
        span.get().to().ifPresent(to -> events.add(new Event.Wires(to, share.of(0))));
        return true;
    }

    boolean delay(String value) {
        int at = value.indexOf('@');
        String range = at < 0 ? value : value.substring(0, at);
        Optional<Span> span =
                at < 0 ? Optional.of(new Span(Duration.ZERO, Optional.empty())) : Span.of(value.substring(at + 1));
        int dots = range.indexOf("..");
        Optional<Duration> least = Times.of(dots < 0 ? range : range.substring(0, dots));
        Optional<Duration> most = dots < 0 ? least : Times.of(range.substring(dots + 2));
        if (span.isEmpty() || least.isEmpty() || most.isEmpty() || most.get().compareTo(least.get()) < 0) {
            return false;
        }
        long delay = least.get().toNanos();
        long jitter = most.get().toNanos() - delay;
        events.add(new Event.Wires(span.get().from(), quality -> quality.withDelay(delay, jitter)));
        Quality good = Quality.GOOD;
        span.get()
                .to()
                .ifPresent(to -> events.add(
                        new Event.Wires(to, quality -> quality.withDelay(good.delayNanos(), good.jitterNanos()))));
        return true;
    }
}
