// SPDX-License-Identifier: Apache-2.0
/**
 * VRRP at work on a host: follows the desired state, owns sockets and kernel objects, reports.
 *
 * <p>Thread rule: {@link io.mainstay.vrrp.internal.shell.VrrpEngine} and {@link io.mainstay.vrrp.internal.shell.Operation} are
 * confined to the control thread; what they build in advance is handed to the time-critical loop
 * ({@code run}), and waited for.
 */
package io.mainstay.vrrp.internal.shell;
