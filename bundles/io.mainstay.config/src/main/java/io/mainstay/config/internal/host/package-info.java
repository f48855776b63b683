// SPDX-License-Identifier: Apache-2.0
/**
 * The machine and its disk behind the ports of the pure packages ({@code syntax}, {@code interpret}). Thread rule: stateless,
 * any thread; calls may block on the disk and, for the name of a mail server, on the resolver.
 */
package io.mainstay.config.internal.host;
