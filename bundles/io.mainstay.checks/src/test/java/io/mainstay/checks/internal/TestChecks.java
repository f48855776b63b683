// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.checks.internal.engine.Binding;
import io.mainstay.checks.internal.engine.Check;
import java.time.Instant;

/** Checks for tests of the engine's parts. */
public final class TestChecks {
    private TestChecks() {}

    /** A check without a checker. */
    public static Check suspended(int number) {
        return new Check(Specs.check(number), Binding.suspended("TEST_CHECK", "test"), false, Instant.EPOCH);
    }
}
