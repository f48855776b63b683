// SPDX-License-Identifier: Apache-2.0
/** State changes, as they are published to whoever wants to know: log, journal, scripts, metrics, shell. */
@Export
@Version("1.0.0")
package io.mainstay.api.transition;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
