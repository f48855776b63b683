// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import io.mainstay.api.model.Script;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code vrrp_script}: exit status 0 is success, anything else a failure.
 *
 * @param name unique
 * @param script what is run; its time limit is the configured timeout, or the interval. Empty when {@code file} is given
 * @param file {@code script "</path"}: success is that this file exists; nothing is run
 * @param interval from start to start, 1 ms or more
 * @param weight default for {@link Tracked#weight}
 * @param reverse default for {@link Tracked#reverse}
 * @param rise successes in a row that it takes to come up, 1 or more; the first result of all decides alone
 * @param fall failures in a row that it takes to go down, 1 or more
 * @param initFail starts failed instead of undecided: instances that track it begin in FAULT or with the lower priority, and
 *     do not wait for its first result
 */
public record TrackScript(
        String name,
        Optional<Script> script,
        Optional<String> file,
        Duration interval,
        int weight,
        boolean reverse,
        int rise,
        int fall,
        boolean initFail) {
    public TrackScript {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(interval, "interval");
        if (script.isPresent() == file.isPresent()) {
            throw new IllegalArgumentException("either a script or a file");
        }
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall are at least 1");
        }
    }
}
