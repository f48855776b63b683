// SPDX-License-Identifier: Apache-2.0
/** What the operator wants of CARP, as immutable records that compare by content. Thread-safety: immutable. */
@Export
@Version("1.0.0")
package io.mainstay.api.model.carp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
