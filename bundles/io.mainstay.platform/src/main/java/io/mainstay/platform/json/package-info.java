// SPDX-License-Identifier: Apache-2.0
/**
 * JSON as Mainstay needs it: a reader that keeps where every value stands, for diagnostics with line and column, and a
 * small writer for machine-readable output. The language is RFC 8259 plus {@code //} and {@code /* *}{@code /} comments, as
 * the OSGi configuration resource format (Compendium 150.4) allows them.
 *
 * <p>Thread rule: values are immutable; a reader or writer is confined to one thread.
 */
@Export
@Version("1.0.0")
package io.mainstay.platform.json;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
