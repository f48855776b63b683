// SPDX-License-Identifier: Apache-2.0
/** What the shell and other front ends see of the engines and can ask of them. */
@Export
@Version("1.0.0")
package io.mainstay.api.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
