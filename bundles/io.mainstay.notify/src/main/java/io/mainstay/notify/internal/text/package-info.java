// SPDX-License-Identifier: Apache-2.0
/**
 * What notifications say: lines for pipes, subjects and bodies of mails. Pure functions of a transition.
 *
 * <p>Thread rule: none needed. Spec: keepalived.md 3.9.
 */
package io.mainstay.notify.internal.text;
