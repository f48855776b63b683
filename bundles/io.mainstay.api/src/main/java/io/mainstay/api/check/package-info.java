// SPDX-License-Identifier: Apache-2.0
/**
 * The checker plugin contract.
 *
 * <p>A checker plugin is a bundle that registers one {@link io.mainstay.api.check.CheckerFactory} service per checker type.
 * The factory turns options into an immutable {@link io.mainstay.api.check.Checker}, or into all that is wrong with them.
 * The checker judges one target once, when it is asked to. Interval, retries, warm-up, rise and fall, jitter, history,
 * metrics, logging and cancellation belong to the engine.
 */
@Export
@Version("1.0.0")
package io.mainstay.api.check;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
