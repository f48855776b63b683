// SPDX-License-Identifier: Apache-2.0
/**
 * Gratuitous ARPs and unsolicited neighbour advertisements: frames made in advance, sent at once or paced per interface or group
 * of interfaces.
 *
 * <p>Thread rule: confined to the time-critical loop, but for making frames and paces.
 */
package io.mainstay.vrrp.internal.shell.announce;
