// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.VirtualRoute.Metric;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The metrics of one route: {@code mtu [lock] 1400}, {@code rto_min 200ms} and their like. */
final class RouteMetrics {
    private static final Map<String, Metric> METRICS = Map.ofEntries(
            Map.entry("mtu", Metric.MTU),
            Map.entry("hoplimit", Metric.HOP_LIMIT),
            Map.entry("advmss", Metric.ADVERTISED_MSS),
            Map.entry("rtt", Metric.RTT),
            Map.entry("rttvar", Metric.RTT_VARIANCE),
            Map.entry("reordering", Metric.REORDERING),
            Map.entry("window", Metric.WINDOW),
            Map.entry("cwnd", Metric.CONGESTION_WINDOW),
            Map.entry("ssthresh", Metric.SLOW_START_THRESHOLD),
            Map.entry("rto_min", Metric.RTO_MIN),
            Map.entry("initcwnd", Metric.INITIAL_CONGESTION_WINDOW),
            Map.entry("initrwnd", Metric.INITIAL_RECEIVE_WINDOW),
            Map.entry("quickack", Metric.QUICK_ACK),
            Map.entry("fastopen_no_cookie", Metric.FAST_OPEN_NO_COOKIE));

    private final Map<Metric, Long> values = new EnumMap<>(Metric.class);
    private final Set<Metric> locked = EnumSet.noneOf(Metric.class);

    static Set<String> keywords() {
        return METRICS.keySet();
    }

    Map<Metric, Long> values() {
        return values;
    }

    Set<Metric> locked() {
        return locked;
    }

    /** Takes a metric with its value; false when the word is none. */
    boolean take(Line line, Word option) {
        Metric name = METRICS.get(option.text());
        if (name != null) {
            read(line, option, name);
        }
        return name != null;
    }

    private void read(Line line, Word option, Metric name) {
        if (line.take("lock")) {
            locked.add(name);
        }
        switch (name) {
            case RTT, RTT_VARIANCE, RTO_MIN -> {
                int unit = name == Metric.RTT ? 8 : name == Metric.RTT_VARIANCE ? 4 : 1;
                line.value(option, "a time such as 200ms or 1s", t -> time(t, unit))
                        .ifPresent(n -> values.put(name, n));
            }
            case QUICK_ACK, FAST_OPEN_NO_COOKIE -> put(name, line.number(option, 0, 1));
            case HOP_LIMIT -> put(name, line.number(option, 0, 255));
            default -> put(name, line.number(option, 0, 0xffff_ffffL));
        }
    }

    private void put(Metric name, OptionalLong value) {
        value.ifPresent(n -> values.put(name, n));
    }

    /** In the kernel's unit; a bare number is in that unit already. */
    private static Optional<Long> time(String text, int unitsPerMilli) {
        if (text.endsWith("ms")) {
            return Values.integer(text.substring(0, text.length() - 2))
                    .map(n -> n * unitsPerMilli)
                    .filter(RouteMetrics::fits);
        }
        if (text.endsWith("s")) {
            return Values.timer(text.substring(0, text.length() - 1))
                    .map(d -> d.toMillis() * unitsPerMilli)
                    .filter(RouteMetrics::fits);
        }
        return Line.number(text).filter(RouteMetrics::fits);
    }

    private static boolean fits(long value) {
        return value >= 0 && value <= 0xffff_ffffL;
    }
}
