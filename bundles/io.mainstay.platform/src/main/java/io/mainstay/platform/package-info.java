// SPDX-License-Identifier: Apache-2.0
/**
 * Ports between Mainstay's own bundles and the world: time, threads, processes, this host's addresses. Features depend on
 * these interfaces; fakes for them live in the test kit.
 */
@Export
@Version("1.0.0")
package io.mainstay.platform;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
