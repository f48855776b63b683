// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP_GET and SSL_GET: a server is good when its answers have the right status and content.
 *
 * <p>{@link io.mainstay.check.http.internal.ResponseParser} and everything that judges is pure;
 * {@link io.mainstay.check.http.internal.HttpExchange} joins them with a connection.
 *
 * <p>Thread rule: a probe runs on its lane only. Spec: keepalived inventory 2.14 and 3.4; RFC 9112 for the messages.
 */
package io.mainstay.check.http.internal;
