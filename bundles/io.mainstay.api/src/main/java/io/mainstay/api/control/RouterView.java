// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A participant in a virtual router as it is now. CARP's vhid, advskew and advbase stand where VRRP has virtual router id, priority
 * and advertisement interval.
 *
 * @param protocol {@code "VRRP"} or {@code "CARP"}
 * @param name configured
 * @param id virtual router id, or vhid
 * @param version of VRRP, 2 or 3; CARP 2
 * @param device interface; empty when there is none
 * @param group name of its sync group
 * @param state {@code INIT BACKUP MASTER FAULT}
 * @param since when it entered the state, wall clock
 * @param cause why it is in this state, one sentence
 * @param faults what it needs and lacks; empty unless in FAULT
 * @param configuredPriority VRRP: priority; CARP: advskew
 * @param effectivePriority what is, or would be, advertised
 * @param terms what the effective priority is made of, the configured one first
 * @param timers running timers, in the order of their due times
 * @param peers other participants heard or configured
 * @param addresses virtual addresses with prefix length and {@code dev}, and whether they are held now
 * @param drops received packets that were not taken, by reason; only reasons that occurred, in the codec's order
 * @param statistics other counters by name, in a fixed order: adverts received and sent, times MASTER …
 * @param settings anything else worth showing, by name, in a fixed order: advertisement interval, source address, preempt …
 */
public record RouterView(
        String protocol,
        String name,
        int id,
        int version,
        String device,
        Optional<String> group,
        String state,
        Instant since,
        String cause,
        List<String> faults,
        int configuredPriority,
        int effectivePriority,
        List<Term> terms,
        List<Timer> timers,
        List<Peer> peers,
        List<Held> addresses,
        Map<String, Long> drops,
        Map<String, Long> statistics,
        Map<String, String> settings) {

    public RouterView {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(cause, "cause");
        faults = List.copyOf(faults);
        terms = List.copyOf(terms);
        timers = List.copyOf(timers);
        peers = List.copyOf(peers);
        addresses = List.copyOf(addresses);
        drops = Ordered.copyOf(drops);
        statistics = Ordered.copyOf(statistics);
        settings = Ordered.copyOf(settings);
    }

    /**
     * A part of the effective priority.
     *
     * @param what {@code "configured"}, {@code "script chk_http"}, {@code "operator"} …
     * @param state {@code "up"}, {@code "down"}, a file's number; empty when that has no meaning
     * @param value what it adds
     */
    public record Term(String what, String state, int value) {}

    /**
     * A running timer.
     *
     * @param what {@code "master down"}, {@code "advert"}, {@code "preempt delay"}, {@code "second burst"} …
     * @param due from the moment of the snapshot
     */
    public record Timer(String what, Duration due) {}

    /**
     * Another participant.
     *
     * @param address its source address
     * @param priority last advertised; CARP: advskew; -1 when nothing was heard
     * @param interval last advertised; zero when nothing was heard
     * @param heard when its last advert came; empty when none did
     * @param adverts received from it
     */
    public record Peer(InetAddress address, int priority, Duration interval, Optional<Instant> heard, long adverts) {}

    /**
     * A virtual address.
     *
     * @param address with prefix length: {@code "10.0.0.1/24"}
     * @param device where it is, or would be
     * @param excluded not advertised
     * @param held whether this host has it now
     */
    public record Held(String address, String device, boolean excluded, boolean held) {}
}
