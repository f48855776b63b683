// SPDX-License-Identifier: Apache-2.0
/** Clocks, fakes and contract tests, for Mainstay's own tests and for plugin authors. */
@Export
@Version("1.0.0")
package io.mainstay.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
