// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel's load balancer: what Mainstay makes of it, read back with ipvsadm, and with traffic of nginx and curl over
 * network namespaces. {@code …Guest} classes run inside the virtual machine; {@code IpvsSystemTest} has them run.
 */
package io.mainstay.systests.ipvs;
