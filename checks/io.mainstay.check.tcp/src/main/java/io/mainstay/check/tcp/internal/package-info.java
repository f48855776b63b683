// SPDX-License-Identifier: Apache-2.0
/**
 * TCP_CHECK: a server is good when it accepts a connection, and, when asked to, says what is expected.
 *
 * <p>Thread rule: a probe runs on its lane only. Spec: keepalived inventory 2.14 and 3.5.
 */
package io.mainstay.check.tcp.internal;
