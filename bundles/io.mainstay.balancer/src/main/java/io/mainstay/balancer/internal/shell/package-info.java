// SPDX-License-Identifier: Apache-2.0
/**
 * What carries the decisions out: follows the desired state, the checks, this host's addresses and the operator, and tells
 * the data planes the difference.
 *
 * <p>Thread rule: everything here is confined to the control thread. Front ends come in through
 * {@link io.mainstay.platform.ControlThread#call}; addresses and data planes through
 * {@link io.mainstay.platform.ControlThread#execute}. Spec: keepalived.md 3.3, 3.10.
 */
package io.mainstay.balancer.internal.shell;
