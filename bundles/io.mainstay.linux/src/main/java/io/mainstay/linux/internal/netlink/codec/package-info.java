// SPDX-License-Identifier: Apache-2.0
/**
 * Netlink messages: bytes to values and back, without a socket. One class per kind of object. Anything is survived: a message
 * that is cut or senseless decodes to null, an attribute that is unknown is skipped. Layouts: linux/netlink.h,
 * linux/rtnetlink.h, linux/if_addr.h, linux/fib_rules.h, linux/neighbour.h.
 *
 * <p>Thread rule: everything is stateless or confined to one thread.
 */
package io.mainstay.linux.internal.netlink.codec;
