// SPDX-License-Identifier: Apache-2.0
/**
 * MISC_CHECK: a server is good when a program of the operator's says so.
 *
 * <p>Thread rule: a probe's code runs on its lane; the program is the platform's. Spec: keepalived inventory 2.14, 3.8.
 */
package io.mainstay.check.misc.internal;
