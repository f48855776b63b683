// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.run;

import io.mainstay.simulate.internal.engine.Host;
import io.mainstay.simulate.internal.engine.Observer;
import io.mainstay.simulate.internal.engine.World;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What happened, and who held which address when. */
public final class Timeline implements Observer {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<InetAddress, List<Span>> spans = new LinkedHashMap<>();
    private final Map<InetAddress, Set<String>> holders = new LinkedHashMap<>();
    private final Map<InetAddress, Duration> since = new LinkedHashMap<>();
    private World world;

    /**
     * A line of it.
     *
     * @param at since the beginning
     * @param host where; empty for what happens between hosts
     * @param router that it is about; empty for the host
     * @param state entered; empty when none was
     * @param text the cause of the state, or what happened
     */
    public record Entry(Duration at, String host, String router, String state, String text) {}

    /**
     * A time in which the holders of an address did not change.
     *
     * @param address that they held
     * @param from since the beginning
     * @param to since the beginning
     * @param holders names of hosts, sorted
     */
    public record Span(InetAddress address, Duration from, Duration to, List<String> holders) {
        public Duration length() {
            return to.minus(from);
        }
    }

    Timeline(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            spans.put(address, new ArrayList<>());
            holders.put(address, new TreeSet<>());
            since.put(address, Duration.ZERO);
        }
    }

    void of(World of) {
        world = of;
    }

    private Duration now() {
        return Duration.ofNanos(world.agenda().elapsed());
    }

    /** Something between the hosts. */
    void happened(String what) {
        entries.add(new Entry(now(), "", "", "", what));
    }

    @Override
    public void entered(Host host, String router, String state, String why) {
        entries.add(new Entry(now(), host.name(), router, state, why));
    }

    @Override
    public void said(Host host, String router, String what) {
        entries.add(new Entry(now(), host.name(), router, "", what));
    }

    @Override
    public void held(Host host, InetAddress address, boolean held) {
        close(address);
        if (held) {
            holders.get(address).add(host.name());
        } else {
            holders.get(address).remove(host.name());
        }
    }

    private void close(InetAddress address) {
        Duration now = now();
        Duration from = since.get(address);
        if (now.compareTo(from) > 0) {
            List<Span> all = spans.get(address);
            List<String> who = List.copyOf(holders.get(address));
            Span last = all.isEmpty() ? null : all.get(all.size() - 1);
            if (last != null && last.holders().equals(who)) {
                all.set(all.size() - 1, new Span(address, last.from(), now, who)); // let go and taken in one instant
            } else {
                all.add(new Span(address, from, now, who));
            }
        }
        since.put(address, now);
    }

    void end() {
        spans.keySet().forEach(this::close);
    }

    public List<Entry> entries() {
        return entries;
    }

    /** All spans of each address, without a gap between them. */
    public Map<InetAddress, List<Span>> spans() {
        return spans;
    }
}
