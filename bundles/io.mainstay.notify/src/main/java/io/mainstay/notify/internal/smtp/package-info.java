// SPDX-License-Identifier: Apache-2.0
/**
 * The sending side of SMTP (RFC 5321) as far as alerts need it: HELO, MAIL, RCPT, DATA, QUIT; no TLS, no authentication.
 * Replies, messages and the dialogue are values; {@link io.mainstay.notify.internal.smtp.SmtpClient} alone has a socket.
 *
 * <p>Thread rule: none needed but for the client, which blocks its caller. Spec: keepalived.md 3.9.
 */
package io.mainstay.notify.internal.smtp;
