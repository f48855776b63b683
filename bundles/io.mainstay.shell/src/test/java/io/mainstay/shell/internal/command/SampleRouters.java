// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import io.mainstay.api.config.Values;
import io.mainstay.api.control.RouterGroupView;
import io.mainstay.api.control.RouterView;
import io.mainstay.api.control.Routers;
import io.mainstay.api.control.TrackerView;
import io.mainstay.api.transition.Transition.TrackerKind;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Two routers of VRRP, one of CARP. */
final class SampleRouters implements Routers {
    final List<String> asked = new ArrayList<>();
    private final String protocol;

    private SampleRouters(String protocol) {
        this.protocol = protocol;
    }

    static SampleRouters vrrp() {
        return new SampleRouters("VRRP");
    }

    static SampleRouters carp() {
        return new SampleRouters("CARP");
    }

    private static Instant ago(long seconds) {
        return SampleSystem.NOW.minusSeconds(seconds);
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public List<RouterView> list() {
        return protocol.equals("VRRP") ? List.of(master(), fault()) : List.of(backup());
    }

    private static RouterView master() {
        return new RouterView(
                "VRRP",
                "VI_1",
                51,
                3,
                "eth0",
                Optional.of("G"),
                "MASTER",
                ago(185),
                "no advertisement was heard for the master-down time",
                List.of(),
                150,
                120,
                List.of(new RouterView.Term("configured", "", 150), new RouterView.Term("script web", "down", -30)),
                List.of(new RouterView.Timer("advert", Duration.ofMillis(412))),
                List.of(
                        new RouterView.Peer(address("192.0.2.2"), 100, Duration.ofSeconds(1), Optional.of(ago(186)), 7),
                        new RouterView.Peer(address("192.0.2.3"), -1, Duration.ZERO, Optional.empty(), 0)),
                List.of(
                        new RouterView.Held("192.0.2.100/24", "eth0", false, true),
                        new RouterView.Held("2001:db8::100/64", "eth0", true, true)),
                counters("wrong password", 3L),
                counters("adverts sent", 186L),
                Map.of("advertisement interval", "1 s"));
    }

    private static Map<String, Long> counters(String name, long value) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put(name, value);
        return counters;
    }

    private static RouterView fault() {
        return new RouterView(
                "VRRP",
                "VI_10",
                52,
                2,
                "eth1",
                Optional.empty(),
                "FAULT",
                ago(5),
                "the interface is down",
                List.of("the interface is down"),
                100,
                100,
                List.of(new RouterView.Term("configured", "", 100)),
                List.of(),
                List.of(),
                List.of(new RouterView.Held("10.0.0.100/32", "eth1", false, false)),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static RouterView backup() {
        return new RouterView(
                "CARP",
                "VI_1",
                7,
                2,
                "eth0",
                Optional.empty(),
                "BACKUP",
                ago(60),
                "start",
                List.of(),
                0,
                0,
                List.of(new RouterView.Term("configured", "", 0)),
                List.of(),
                List.of(),
                List.of(new RouterView.Held("198.51.100.1/24", "eth0", false, false)),
                Map.of(),
                Map.of(),
                Map.of());
    }

    @Override
    public List<RouterGroupView> groups() {
        return protocol.equals("VRRP")
                ? List.of(new RouterGroupView("G", "MASTER", ago(185), "all members want it", List.of("VI_1")))
                : List.of();
    }

    @Override
    public List<TrackerView> trackers() {
        return protocol.equals("VRRP")
                ? List.of(new TrackerView(TrackerKind.SCRIPT, "web", "down", ago(30), "exit status 1", List.of("VI_1")))
                : List.of();
    }

    @Override
    public void demote(String name, OptionalInt by) {
        asked.add(name + " " + by);
    }

    @Override
    public void clearCounters(Optional<String> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> explain(InetAddress address) {
        return protocol.equals("VRRP") && address.equals(address("192.0.2.100"))
                ? Optional.of("This host holds 192.0.2.100 because VI_1 is MASTER: nobody else was heard.")
                : Optional.empty();
    }

    private static InetAddress address(String text) {
        return Values.address(text).orElseThrow();
    }
}
