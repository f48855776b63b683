// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.WeightAdvice;
import java.time.Instant;

/**
 * What the world is told of a check's state; replaced when that changes, not with each probe.
 *
 * @param up see {@link io.mainstay.api.control.CheckView}
 * @param decided see there
 * @param weight see there
 * @param since see there
 * @param cause see there
 */
record Standing(boolean up, boolean decided, WeightAdvice weight, Instant since, String cause) {}
