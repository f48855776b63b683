// SPDX-License-Identifier: Apache-2.0
/**
 * SMTP_CHECK: a mail server is good when it greets, accepts our name, and, when asked to, TLS and a login.
 *
 * <p>{@link io.mainstay.check.smtp.internal.SmtpReplies} and {@link io.mainstay.check.smtp.internal.Login} are pure;
 * {@link io.mainstay.check.smtp.internal.SmtpDialogue} joins them with a connection.
 *
 * <p>Thread rule: a probe runs on its lane only. Spec: keepalived inventory 2.14 and 3.6; RFC 5321 (dialogue), RFC 3207
 * (STARTTLS), RFC 4954 (AUTH).
 */
package io.mainstay.check.smtp.internal;
