// SPDX-License-Identifier: Apache-2.0
/**
 * Connections for checkers: options that all network checkers have, connecting, conversations over TCP and TLS, exchanges of
 * datagrams over UDP and by ICMP echo, the classification of what goes wrong, and programs to run.
 *
 * <p>A checker reads its {@link io.mainstay.checksupport.NetworkOptions} and hands them, with a
 * {@link io.mainstay.checksupport.Conversation} of its own, to the {@link io.mainstay.checksupport.ClientConnector}. It sees
 * bytes and no sockets, and no Netty.
 *
 * <p>Thread rule: everything of one probe happens on the lane (event loop) that the probe was started on, without a hop.
 * Spec: keepalived inventory 2.14 (common options), 3.2 point 8 (local problems), 3.4 (time-out per step).
 */
@Export
@Version("1.1.0")
package io.mainstay.checksupport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
