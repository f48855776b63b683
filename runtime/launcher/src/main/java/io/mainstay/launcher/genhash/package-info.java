// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay genhash}: asks a web server once and prints the digest that {@code digest} of HTTP_GET and SSL_GET compares.
 *
 * <p>Thread rule: the main thread only. Spec: keepalived inventory 1.2 (genhash), 3.4 (request bytes).
 */
package io.mainstay.launcher.genhash;
