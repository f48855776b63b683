// SPDX-License-Identifier: Apache-2.0
/**
 * Netlink sockets: requests with their acknowledgements, dumps, and monitors that tell listeners what changed.
 *
 * <p>Thread rule: each class says it. A request socket is used by one thread at a time, and given back to a pool.
 */
package io.mainstay.linux.internal.netlink.client;
