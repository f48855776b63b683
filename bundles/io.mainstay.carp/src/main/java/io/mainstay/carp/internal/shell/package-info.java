// SPDX-License-Identifier: Apache-2.0
/**
 * What CARP instances are in this process: sockets, addresses, scripts, configuration, views. It contains no protocol: that is
 * decided in {@code internal.machine} and written in {@code internal.codec}.
 *
 * <p>Thread rule: two threads. The control thread owns {@link io.mainstay.carp.internal.shell.CarpEngine} and everything that
 * is told at leisure: configuration, what the host looks like, scripts, the journal. The time-critical loop owns
 * {@link io.mainstay.carp.internal.shell.Runner} and its sockets. From the one to the other go immutable
 * {@link io.mainstay.carp.internal.shell.Outfit}s and tasks; back go reports. The loop waits for nobody.
 */
package io.mainstay.carp.internal.shell;
