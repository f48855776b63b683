// SPDX-License-Identifier: Apache-2.0
/**
 * UDP_CHECK: a server is good unless ICMP says that it is not there; when asked to, only with the right reply.
 *
 * <p>Thread rule: a probe runs on its lane only. Spec: keepalived inventory 2.14 and 3.8 (UDP_CHECK).
 */
package io.mainstay.check.udp.internal;
