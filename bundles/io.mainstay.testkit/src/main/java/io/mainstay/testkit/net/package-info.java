// SPDX-License-Identifier: Apache-2.0
/**
 * Fakes of the ports in {@code io.mainstay.platform.net}: a loop in virtual time, and a network that keeps what it is told and
 * plays what the kernel and the wire would do.
 *
 * <p>Thread rule: one thread, the test's.
 */
@Export
@Version("1.0.0")
package io.mainstay.testkit.net;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
