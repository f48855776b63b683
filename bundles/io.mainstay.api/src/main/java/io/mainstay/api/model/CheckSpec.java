// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Options;
import java.util.Objects;

/**
 * One configured check on one real server.
 *
 * @param id its name
 * @param target what it is about
 * @param timing when it is probed
 * @param options what its checker is built from
 * @param sharesProbes whether it may be probed together with equal checks of the same target
 */
public record CheckSpec(CheckId id, CheckTarget target, CheckTiming timing, Options options, boolean sharesProbes) {

    public CheckSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(options, "options");
    }

    /** One that is probed by itself. */
    public CheckSpec(CheckId id, CheckTarget target, CheckTiming timing, Options options) {
        this(id, target, timing, options, false);
    }

    public String type() {
        return options.type();
    }
}
