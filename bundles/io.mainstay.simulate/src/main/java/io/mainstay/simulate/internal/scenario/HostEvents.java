// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import io.mainstay.api.config.Values;
import io.mainstay.simulate.internal.scenario.Event.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads what happens to hosts. Each method tells whether it understood the value. */
final class HostEvents {
    private final List<Event> events;
    private final Mentions mentions;

    HostEvents(List<Event> events, Mentions mentions) {
        this.events = events;
        this.mentions = mentions;
    }

    boolean power(String value, Kind first, Kind then) {
        Optional<When> when = When.of(value);
        when.ifPresent(w -> {
            String host = mentions.host(w.what());
            events.add(new Event.Power(w.span().from(), host, first));
            w.span().to().ifPresent(to -> events.add(new Event.Power(to, host, then)));
        });
        return when.isPresent();
    }

    boolean jump(String value) {
        Optional<When> when = When.of(value).flatMap(When::once);
        int equals = when.map(w -> w.what().indexOf('=')).orElse(-1);
        if (equals <= 0) {
            return false;
        }
        Optional<Duration> by = Times.of(when.get().what().substring(equals + 1));
        String host = mentions.host(when.get().what().substring(0, equals));
        by.ifPresent(gap -> events.add(new Event.Jump(when.get().span().from(), host, gap)));
        return by.isPresent();
    }

    boolean link(String value, boolean up) {
        Optional<When> when = When.of(value);
        Optional<Port> port = when.flatMap(w -> mentions.port(w.what()));
        port.ifPresent(p -> {
            events.add(new Event.Link(when.get().span().from(), p, up));
            when.get().span().to().ifPresent(to -> events.add(new Event.Link(to, p, !up)));
        });
        return port.isPresent();
    }

    /** Makes an event of a tracker. */
    interface TrackerEvent {
        Event make(Duration at, String host, String name, boolean good);
    }

    boolean tracked(String value, String bad, String good, TrackerEvent event) {
        Optional<When> when = When.of(value);
        Optional<Port> what = when.flatMap(w -> mentions.port(w.what()));
        int equals = what.map(p -> p.name().indexOf('=')).orElse(-1);
        if (equals <= 0) {
            return false;
        }
        String name = what.get().name().substring(0, equals);
        String result = what.get().name().substring(equals + 1);
        if (!result.equals(bad) && !result.equals(good)) {
            return false;
        }
        boolean is = result.equals(good);
        events.add(event.make(when.get().span().from(), what.get().host(), name, is));
        when.get()
                .span()
                .to()
                .ifPresent(to -> events.add(event.make(to, what.get().host(), name, !is)));
        return true;
    }

    boolean file(String value) {
        Optional<When> when = When.of(value).flatMap(When::once);
        Optional<Port> what = when.flatMap(w -> mentions.port(w.what()));
        int equals = what.map(p -> p.name().indexOf('=')).orElse(-1);
        if (equals <= 0) {
            return false;
        }
        Optional<Long> number = Values.integer(what.get().name().substring(equals + 1));
        number.ifPresent(n -> events.add(new Event.FileValue(
                when.get().span().from(), what.get().host(), what.get().name().substring(0, equals), n)));
        return number.isPresent();
    }

    private <T> boolean assigned(
            String value, BiFunction<String, String, Optional<T>> parse, BiFunction<Duration, T, Event> make) {
        Optional<When> when = When.of(value).flatMap(When::once);
        int equals = when.map(w -> w.what().indexOf('=')).orElse(-1);
        if (equals <= 0) {
            return false;
        }
        String what = when.get().what();
        Optional<T> parsed = parse.apply(mentions.host(what.substring(0, equals)), what.substring(equals + 1));
        parsed.ifPresent(p -> events.add(make.apply(when.get().span().from(), p)));
        return parsed.isPresent();
    }

    boolean delete(String value) {
        return this.<Event.Delete>assigned(
                value,
                (host, text) -> Values.address(text).map(address -> new Event.Delete(Duration.ZERO, host, address)),
                (at, event) -> new Event.Delete(at, event.host(), event.address()));
    }

    boolean reload(String value) {
        return this.<Event.Reload>assigned(
                value,
                (host, text) ->
                        text.isEmpty() ? Optional.empty() : Optional.of(new Event.Reload(Duration.ZERO, host, text)),
                (at, event) -> new Event.Reload(at, event.host(), event.file()));
    }
}
