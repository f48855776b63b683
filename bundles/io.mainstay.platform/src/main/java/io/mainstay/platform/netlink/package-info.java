// SPDX-License-Identifier: Apache-2.0
/**
 * Generic netlink as a port: attributes (pure bytes to values and back) and requests to a kernel family found by its name.
 *
 * <p>Thread rule: attributes are confined to one thread, sockets say their own.
 */
@Export
@Version("1.0.0")
package io.mainstay.platform.netlink;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
