// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of a checker needs to test it: the contract that every checker keeps
 * ({@link io.mainstay.testkit.check.CheckerContractTest}), an engine in small
 * ({@link io.mainstay.testkit.check.ProbeHarness}), peers that misbehave on purpose
 * ({@link io.mainstay.testkit.check.LoopbackPeer}) and options from text
 * ({@link io.mainstay.testkit.check.OptionText}).
 *
 * <p>Everything stays on loopback addresses. Time is real here, because sockets are; waits are for conditions.
 */
@Export
@Version("1.0.0")
package io.mainstay.testkit.check;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
