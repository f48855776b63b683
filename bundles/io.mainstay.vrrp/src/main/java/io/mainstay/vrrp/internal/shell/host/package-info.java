// SPDX-License-Identifier: Apache-2.0
/**
 * The host as routers see it: interfaces, addresses, and the configured objects in the kernel's terms.
 *
 * <p>Thread rule: {@link io.mainstay.vrrp.internal.shell.host.Host} belongs to one thread at a time; the rest is pure.
 */
package io.mainstay.vrrp.internal.shell.host;
