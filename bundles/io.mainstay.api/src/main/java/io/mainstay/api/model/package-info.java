// SPDX-License-Identifier: Apache-2.0
/**
 * What the operator wants, as immutable records: the desired state and its parts. Records compare by content; no record
 * carries a position, so that moving a block within a file changes nothing. Where a thing was configured is in
 * {@link io.mainstay.api.model.DesiredState#origins()}.
 */
@Export
@Version("1.0.0")
package io.mainstay.api.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
