// SPDX-License-Identifier: Apache-2.0
/**
 * DNS_CHECK: a name server is good when it answers a question, and, when asked to, with the right records.
 *
 * <p>{@link io.mainstay.check.dns.internal.DnsReader}, {@link io.mainstay.check.dns.internal.DnsQuestion} and
 * {@link io.mainstay.check.dns.internal.AnswerRules} are pure; {@link io.mainstay.check.dns.internal.DnsExchange} joins them with
 * a socket.
 *
 * <p>Thread rule: a probe runs on its lane only. Spec: keepalived inventory 2.14 and 3.7; RFC 1035 (messages), RFC 7766 (TCP),
 * RFC 3597 (unknown types).
 */
package io.mainstay.check.dns.internal;
