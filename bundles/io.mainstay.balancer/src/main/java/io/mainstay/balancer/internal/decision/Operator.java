// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import java.util.OptionalInt;

/**
 * What an operator asked for at run time, for one real server; survives reloads.
 *
 * @param draining weight 0, whatever else says
 * @param weight in place of the configured one
 */
public record Operator(boolean draining, OptionalInt weight) {
    public static final Operator NONE = new Operator(false, OptionalInt.empty());
}
