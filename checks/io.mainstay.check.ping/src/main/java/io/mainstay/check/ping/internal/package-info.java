// SPDX-License-Identifier: Apache-2.0
/**
 * PING_CHECK: a server is good when it answers an ICMP (ICMPv6) echo request.
 *
 * <p>Thread rule: a probe runs on its lane only. Spec: keepalived inventory 2.14 and 3.8 (PING_CHECK); RFC 792, RFC 4443.
 */
package io.mainstay.check.ping.internal;
