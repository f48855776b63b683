// SPDX-License-Identifier: Apache-2.0
/**
 * The services that the proxy provides: their listeners, destinations, connections and how they change while traffic runs.
 *
 * <p>Thread rule: {@link io.mainstay.proxy.internal.service.Roster} is the one place that all loops of a service meet, under
 * its lock, for a moment per connection. Everything else belongs to a loop or to the control thread, as each class says.
 */
package io.mainstay.proxy.internal.service;
