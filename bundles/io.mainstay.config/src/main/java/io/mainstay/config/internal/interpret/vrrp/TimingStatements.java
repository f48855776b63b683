// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.model.vrrp.VrrpTiming;
import java.time.Duration;
import java.util.Optional;

/** {@code version}, {@code advert_int} and {@code down_timer_adverts} of an instance. */
final class TimingStatements {
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);
    private static final Duration MOST_INTERVAL = Duration.ofSeconds(255);
    private static final Duration MOST_INTERVAL_3 = Duration.ofMillis(40_950);
    private static final long CENTISECOND = 10_000_000L;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final BlockReader reader;
    private final VrrpDefaults defaults;

    TimingStatements(BlockReader reader, VrrpDefaults defaults) {
        this.reader = reader;
        this.defaults = defaults;
    }

    VrrpTiming read(boolean ipv6, boolean dualStack, boolean strict) {
        int version = version(ipv6, dualStack);
        return new VrrpTiming(version, interval(version), downTimerAdverts(strict));
    }

    private int version(boolean ipv6, boolean dualStack) {
        Optional<Integer> given = reader.integer("version", 2, 3);
        if ((ipv6 || dualStack) && given.isPresent() && given.get() == 2) {
            warn("version", "version 2 has no IPv6; version 3 is used", "set 'version 3'");
        }
        return ipv6 || dualStack ? 3 : given.orElse(defaults.version());
    }

    private Duration interval(int version) {
        Duration given =
                reader.timer("advert_int", LEAST_INTERVAL, MOST_INTERVAL).orElse(SECOND);
        Duration unit = version == 2 ? SECOND : Duration.ofNanos(CENTISECOND);
        long units = (given.toNanos() + unit.toNanos() / 2) / unit.toNanos();
        Duration rounded = unit.multipliedBy(Math.max(1, units));
        if (version == 3 && rounded.compareTo(MOST_INTERVAL_3) > 0) {
            warn("advert_int", "an interval of version 3 is at most 40.95 s, which is used", "set it to 40.95");
            return MOST_INTERVAL_3;
        }
        if (!rounded.equals(given)) {
            warn(
                    "advert_int",
                    "an interval of version " + version + " is in "
                            + (version == 2 ? "whole seconds" : "steps of 0.01 s") + "; " + Line.plain(rounded)
                            + " is used",
                    version == 2 ? "set 'version 3', or whole seconds" : "");
        }
        return rounded;
    }

    private int downTimerAdverts(boolean strict) {
        int given = reader.integer("down_timer_adverts", 1, 100).orElse(defaults.downTimerAdverts());
        if (strict && given != 3) {
            warn("down_timer_adverts", "'down_timer_adverts' is 3 in strict mode", "remove it");
            return 3;
        }
        return given;
    }

    private void warn(String keyword, String message, String hint) {
        Remark.on(reader, keyword, message, hint);
    }
}
