// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

/**
 * A request without its sequence number.
 *
 * @param type RTM_…
 * @param flags NLM_F_… besides REQUEST and ACK
 * @param body what follows the netlink header; not copied
 */
public record NetlinkRequest(int type, int flags, byte[] body) {}
