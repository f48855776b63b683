// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.scenario;

import io.mainstay.api.config.Values;
import io.mainstay.simulate.internal.scenario.Event.Kind;
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
    private final Mentions mentions = new Mentions();
    private final HostEvents hosts = new HostEvents(events, mentions);
    private final PacketEvents packets = new PacketEvents(events, mentions);
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
        } else if (!packets.oneWay()) {
            problem("--oneway belongs behind a --partition");
        }
    }

    void read(String name, String value) {
        boolean understood = switch (name) {
            case "--start" -> hosts.power(value, Kind.START, Kind.STOP);
            case "--stop" -> hosts.power(value, Kind.STOP, Kind.START);
            case "--kill" -> hosts.power(value, Kind.KILL, Kind.START);
            case "--crash" -> hosts.power(value, Kind.CRASH, Kind.START);
            case "--pause" -> hosts.power(value, Kind.PAUSE, Kind.RESUME);
            case "--jump" -> hosts.jump(value);
            case "--link-down" -> hosts.link(value, false);
            case "--link-up" -> hosts.link(value, true);
            case "--script" -> hosts.tracked(value, "fail", "pass", Event.Script::new);
            case "--process" -> hosts.tracked(value, "down", "up", Event.Process::new);
            case "--file" -> hosts.file(value);
            case "--delete" -> hosts.delete(value);
            case "--reload" -> hosts.reload(value);
            case "--partition" -> packets.partition(value);
            case "--loss" -> packets.percent(value, part -> quality -> quality.withLoss(part));
            case "--duplicate" -> packets.percent(value, part -> quality -> quality.withDuplication(part));
            case "--delay" -> packets.delay(value);
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

    private boolean wire(String value) {
        List<Optional<Port>> ports =
                Arrays.stream(value.split(",")).map(mentions::port).toList();
        if (ports.size() < 2 || ports.stream().anyMatch(Optional::isEmpty)) {
            return false;
        }
        wires.add(ports.stream().map(Optional::get).toList());
        return true;
    }

    private boolean address(String value) {
        int equals = value.indexOf('=');
        Optional<Port> port = equals < 0 ? Optional.empty() : mentions.port(value.substring(0, equals));
        Optional<InetAddress> address = equals < 0 ? Optional.empty() : Values.address(value.substring(equals + 1));
        if (port.isEmpty() || address.isEmpty()) {
            return false;
        }
        addresses.computeIfAbsent(port.get(), p -> new ArrayList<>()).add(address.get());
        return true;
    }

    void checkHosts(List<String> hosts) {
        problems.addAll(mentions.problems(hosts));
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
