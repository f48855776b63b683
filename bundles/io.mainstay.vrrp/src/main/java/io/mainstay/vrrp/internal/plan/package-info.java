// SPDX-License-Identifier: Apache-2.0
/**
 * From the desired state to what machines, codec and shell need: an instance becomes one
 * {@link io.mainstay.vrrp.internal.plan.RouterPlan}, or two when it is dual-stack, and every sync group a
 * {@link io.mainstay.vrrp.internal.plan.GroupPlan}. Pure: no sockets, no interfaces, no clock. Plans compare by content, which is
 * how a reload finds out what has changed.
 *
 * <p>Thread rule: immutable.
 */
package io.mainstay.vrrp.internal.plan;
