// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.Values;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code drain SECONDS|forever}, an extension: how long connections of a removed or weightless real server may go on.
 *
 * @param limit empty for no limit
 */
record DrainTime(Optional<Duration> limit) {
    /**
     * Five minutes: long enough for requests and downloads, and an end for connections that a dead real server would
     * otherwise hold until TCP gives up. IPVS itself has no limit; {@code forever} is that.
     */
    static final DrainTime STANDARD = new DrainTime(Optional.of(Duration.ofMinutes(5)));

    static Optional<DrainTime> read(BlockReader reader) {
        return reader.value(
                "drain",
                "seconds from 0 to " + Timing.LONGEST.toSeconds() + ", or forever",
                text -> text.equals("forever")
                        ? Optional.of(new DrainTime(Optional.empty()))
                        : Values.timer(text)
                                .filter(d -> d.compareTo(Timing.LONGEST) <= 0)
                                .map(d -> new DrainTime(Optional.of(d))));
    }
}
