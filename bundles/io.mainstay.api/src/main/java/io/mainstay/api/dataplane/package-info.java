// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of what carries the traffic. A data plane is one OSGi service; the balancer tells it, service by service,
 * what is wanted, and the plane finds the difference to what it has.
 */
@Export
@Version("1.0.0")
package io.mainstay.api.dataplane;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
