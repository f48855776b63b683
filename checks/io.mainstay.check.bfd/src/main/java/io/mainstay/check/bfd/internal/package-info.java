// SPDX-License-Identifier: Apache-2.0
/**
 * BFD_CHECK: a server is good while a BFD session with it is up.
 *
 * <p>Thread rule: stateless; what happens to sessions is told by their provider. Spec: keepalived inventory 2.14, 3.8
 * (BFD_CHECK).
 */
package io.mainstay.check.bfd.internal;
