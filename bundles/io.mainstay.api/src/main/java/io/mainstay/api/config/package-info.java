// SPDX-License-Identifier: Apache-2.0
/**
 * How configuration enters Mainstay: sources publish fragments (trees of {@link io.mainstay.api.config.ConfigNode}),
 * one interpreter turns all of them together into the desired state, participants prepare and then commit it.
 *
 * <p>A keepalived.conf, a JSON file below {@code etc/} and a third party's source all end in the same trees, so there is
 * one vocabulary, one validation and one kind of {@link io.mainstay.api.config.Diagnostic}.
 */
@Export
@Version("1.0.0")
package io.mainstay.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
