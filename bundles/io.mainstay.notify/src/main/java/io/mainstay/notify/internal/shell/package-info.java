// SPDX-License-Identifier: Apache-2.0
/**
 * Carries notifications out: scripts, pipes, mails, the start-up and the shutdown script.
 *
 * <p>Thread rule: transitions and states arrive on the control thread and are only queued there. Each pipe has a thread of its
 * own, because a full pipe blocks its writer; mails have one together; scripts are the script runner's business. Spec:
 * keepalived.md 2.5 (identity, mail, scripts; FIFOs), 3.9.
 */
package io.mainstay.notify.internal.shell;
