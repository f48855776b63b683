// SPDX-License-Identifier: Apache-2.0
/**
 * What the operator wants of VRRP, as immutable records that compare by content and carry no positions. Names of routing tables,
 * scopes and protocols are numbers already; defaults of {@code global_defs} are merged into the instances. Thread-safety:
 * immutable. Vocabulary: {@code docs/reference/configuration.md}; protocol: RFC 9568, 5798, 3768.
 */
@Export
@Version("1.0.0")
package io.mainstay.api.model.vrrp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
