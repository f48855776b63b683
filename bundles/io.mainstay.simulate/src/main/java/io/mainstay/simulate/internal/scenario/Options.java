// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import io.mainstay.api.config.NearestKeyword;
import io.mainstay.api.config.Values;
import io.mainstay.simulate.internal.scenario.Event.Kind;
import io.mainstay.simulate.internal.scenario.Times.Span;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The options of a command line, read one by one. */
final class Options {
    private static final Map<String, String> FORMS = forms();
    static final Set<String> SWITCHES = Set.of("--oneway", "--json");
    static final Set<String> NAMES = FORMS.keySet();
    static final List<String> ALL = all();

    private final List<Event> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<List<Port>> wires = new ArrayList<>();
    private final Map<Port, List<InetAddress>> addresses = new LinkedHashMap<>();
    private final Map<String, String> mentioned = new LinkedHashMap<>();
    private Optional<Duration> length = Optional.empty();
    private Duration tolerance = Duration.ofMillis(10);
    private long seed = 1;
    private boolean json;

    private static Map<String, String> forms() {
        Map<String, String> forms = new LinkedHashMap<>();
        for (String name : List.of("--start", "--stop", "--kill", "--crash", "--pause")) {
            forms.put(name, "HOST@TIME or HOST@FROM..TO");
        }
        forms.put("--jump", "HOST=TIME@TIME");
        forms.put("--link-down", "HOST:INTERFACE@TIME or HOST:INTERFACE@FROM..TO");
        forms.put("--link-up", "HOST:INTERFACE@TIME");
        forms.put("--script", "HOST:NAME=fail|pass@TIME or HOST:NAME=fail@FROM..TO");
        forms.put("--process", "HOST:NAME=down|up@TIME or HOST:NAME=down@FROM..TO");
        forms.put("--file", "HOST:NAME=NUMBER@TIME");
        forms.put("--delete", "HOST=ADDRESS@TIME");
        forms.put("--reload", "HOST=FILE@TIME");
        forms.put("--partition", "HOST,HOST@TIME or HOST,HOST/HOST@FROM..TO, with HOST:INTERFACE for one wire");
        forms.put("--loss", "PERCENT or PERCENT@FROM..TO");
        forms.put("--duplicate", "PERCENT or PERCENT@FROM..TO");
        forms.put("--delay", "TIME, TIME..TIME or TIME..TIME@FROM..TO");
        forms.put("--for", "TIME");
        forms.put("--tolerate", "TIME");
        forms.put("--seed", "NUMBER");
        forms.put("--wire", "HOST:INTERFACE,HOST:INTERFACE");
        forms.put("--address", "HOST:INTERFACE=ADDRESS");
        return Collections.unmodifiableMap(forms);
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(NAMES);
        all.addAll(new TreeSet<>(SWITCHES));
        return List.copyOf(all);
    }

    static String form(String name) {
        return FORMS.get(name);
    }

    void problem(String text) {
        problems.add(text);
    }

    private void bad(String name, String value) {
        problem(name + " " + value + ": expected " + form(name) + ", where a time is 10s, 500ms or 2m");
    }

    void turnOn(String name) {
        if (name.equals("--json")) {
            json = true;
        } else if (!events.isEmpty() && events.get(events.size() - 1) instanceof Event.Partition) {
            oneWay();
        } else {
            problem("--oneway belongs behind a --partition");
        }
    }

    /** Of the partition before it: its end, if there is one, is the last event, its beginning the one before. */
    private void oneWay() {
        for (int i = Math.max(0, events.size() - 2); i < events.size(); i++) {
            if (events.get(i) instanceof Event.Partition p
                    && p.sides().equals(((Event.Partition) events.get(events.size() - 1)).sides())) {
                events.set(i, new Event.Partition(p.at(), p.sides(), true, p.cut()));
            }
        }
    }

    void read(String name, String value) {
        boolean understood = switch (name) {
            case "--start" -> power(name, value, Kind.START, Optional.of(Kind.STOP));
            case "--stop" -> power(name, value, Kind.STOP, Optional.of(Kind.START));
            case "--kill" -> power(name, value, Kind.KILL, Optional.of(Kind.START));
            case "--crash" -> power(name, value, Kind.CRASH, Optional.of(Kind.START));
            case "--pause" -> power(name, value, Kind.PAUSE, Optional.of(Kind.RESUME));
            case "--jump" -> jump(value);
            case "--link-down" -> link(value, false);
            case "--link-up" -> link(value, true);
            case "--script" -> tracked(value, "fail", "pass", Event.Script::new);
            case "--process" -> tracked(value, "down", "up", Event.Process::new);
            case "--file" -> file(value);
            case "--delete" -> delete(value);
            case "--reload" -> reload(value);
            case "--partition" -> partition(value);
            case "--loss" -> percent(value, part -> quality -> quality.withLoss(part));
            case "--duplicate" -> percent(value, part -> quality -> quality.withDuplication(part));
            case "--delay" -> delay(value);
            case "--for" -> {
                length = Times.of(value).filter(time -> !time.isZero());
                yield length.isPresent();
            }
            case "--tolerate" -> Times.of(value).map(time -> tolerance = time).isPresent();
            case "--seed" -> Values.integer(value).map(number -> seed = number).isPresent();
            case "--wire" -> wire(value);
            case "--address" -> address(value);
            default -> throw new IllegalArgumentException(name);
        };
        if (!understood) {
            bad(name, value);
        }
    }

    /** What stands before the last {@code @}, and behind it. */
    private record When(String what, Span span) {
        static Optional<When> of(String text) {
            int at = text.lastIndexOf('@');
            return at <= 0
                    ? Optional.empty()
                    : Span.of(text.substring(at + 1)).map(span -> new When(text.substring(0, at), span));
        }

        Optional<When> once() {
            return span.to().isEmpty() ? Optional.of(this) : Optional.empty();
        }
    }

    private String host(String name) {
        mentioned.putIfAbsent(name, name);
        return name;
    }

    private boolean power(String option, String value, Kind first, Optional<Kind> then) {
        Optional<When> when = When.of(value);
        when.ifPresent(w -> {
            String host = host(w.what());
            events.add(new Event.Power(w.span().from(), host, first));
            w.span().to().ifPresent(to -> events.add(new Event.Power(to, host, then.orElseThrow())));
        });
        return when.isPresent();
    }

    private boolean jump(String value) {
        Optional<When> when = When.of(value).flatMap(When::once);
        int equals = when.map(w -> w.what().indexOf('=')).orElse(-1);
        if (equals <= 0) {
            return false;
        }
        Optional<Duration> by = Times.of(when.get().what().substring(equals + 1));
        String host = host(when.get().what().substring(0, equals));
        by.ifPresent(gap -> events.add(new Event.Jump(when.get().span().from(), host, gap)));
        return by.isPresent();
    }

    private Optional<Port> port(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new Port(host(text.substring(0, colon)), text.substring(colon + 1)));
    }

    private boolean link(String value, boolean up) {
        Optional<When> when = When.of(value);
        Optional<Port> port = when.flatMap(w -> port(w.what()));
        port.ifPresent(p -> {
            events.add(new Event.Link(when.get().span().from(), p, up));
            when.get().span().to().ifPresent(to -> events.add(new Event.Link(to, p, !up)));
        });
        return port.isPresent();
    }

    /** Makes an event of a tracker. */
    private interface TrackerEvent {
        Event make(Duration at, String host, String name, boolean good);
    }

    private boolean tracked(String value, String bad, String good, TrackerEvent event) {
        Optional<When> when = When.of(value);
        Optional<Port> what = when.flatMap(w -> port(w.what()));
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

    private boolean file(String value) {
        Optional<When> when = When.of(value).flatMap(When::once);
        Optional<Port> what = when.flatMap(w -> port(w.what()));
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
        Optional<T> parsed = parse.apply(host(what.substring(0, equals)), what.substring(equals + 1));
        parsed.ifPresent(p -> events.add(make.apply(when.get().span().from(), p)));
        return parsed.isPresent();
    }

    private boolean delete(String value) {
        return this.<Event.Delete>assigned(
                value,
                (host, text) -> Values.address(text).map(address -> new Event.Delete(Duration.ZERO, host, address)),
                (at, event) -> new Event.Delete(at, event.host(), event.address()));
    }

    private boolean reload(String value) {
        return this.<Event.Reload>assigned(
                value,
                (host, text) ->
                        text.isEmpty() ? Optional.empty() : Optional.of(new Event.Reload(Duration.ZERO, host, text)),
                (at, event) -> new Event.Reload(at, event.host(), event.file()));
    }

    /** {@code a,b}: each is alone; {@code a,b/c}: a and b hear each other and not c. */
    private boolean partition(String value) {
        Optional<When> when = When.of(value);
        if (when.isEmpty()) {
            return false;
        }
        String what = when.get().what();
        List<List<Port>> sides = new ArrayList<>();
        for (String side : what.split(what.indexOf('/') >= 0 ? "/" : ",")) {
            List<Port> ports = new ArrayList<>();
            for (String text : side.split(",")) {
                ports.add(
                        text.indexOf(':') > 0 ? port(text).orElse(new Port(host(text), "")) : new Port(host(text), ""));
            }
            sides.add(ports);
        }
        Span span = when.get().span();
        events.add(new Event.Partition(span.from(), sides, false, true));
        span.to().ifPresent(to -> events.add(new Event.Partition(to, sides, false, false)));
        return sides.size() > 1;
    }

    /** Makes a change of the wires of a number. */
    private interface Share {
        java.util.function.UnaryOperator<io.mainstay.simulate.internal.engine.Quality> of(double part);
    }

    private boolean percent(String value, Share share) {
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

    private boolean delay(String value) {
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
        var good = io.mainstay.simulate.internal.engine.Quality.GOOD;
        span.get()
                .to()
                .ifPresent(to -> events.add(
                        new Event.Wires(to, quality -> quality.withDelay(good.delayNanos(), good.jitterNanos()))));
        return true;
    }

    private boolean wire(String value) {
        List<Optional<Port>> ports =
                Arrays.stream(value.split(",")).map(this::port).toList();
        if (ports.size() < 2 || ports.stream().anyMatch(Optional::isEmpty)) {
            return false;
        }
        wires.add(ports.stream().map(Optional::get).toList());
        return true;
    }

    private boolean address(String value) {
        int equals = value.indexOf('=');
        Optional<Port> port = equals < 0 ? Optional.empty() : port(value.substring(0, equals));
        Optional<InetAddress> address = equals < 0 ? Optional.empty() : Values.address(value.substring(equals + 1));
        if (port.isEmpty() || address.isEmpty()) {
            return false;
        }
        addresses.computeIfAbsent(port.get(), p -> new ArrayList<>()).add(address.get());
        return true;
    }

    void checkHosts(List<String> hosts) {
        for (String name : mentioned.keySet()) {
            if (!hosts.contains(name) && !hosts.isEmpty()) {
                problem("there is no host '" + name + "'"
                        + NearestKeyword.of(name, hosts)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")
                        + " (hosts: " + String.join(", ", hosts) + ")");
            }
        }
    }

    List<Event> events() {
        return events;
    }

    List<String> problems() {
        return problems;
    }

    List<List<Port>> wires() {
        return wires;
    }

    Map<Port, List<InetAddress>> addresses() {
        return addresses;
    }

    Optional<Duration> length() {
        return length;
    }

    Duration tolerance() {
        return tolerance;
    }

    long seed() {
        return seed;
    }

    boolean json() {
        return json;
    }
}
