// SPDX-License-Identifier: Apache-2.0
/**
 * What a CARP instance decides: {@code (state, event, now) -> (next state, effects in order)}, without sockets, clocks, threads
 * or logs. There is no RFC; the sources are the observable behaviour of ucarp 1.5.2 and what the BSD systems publish about
 * theirs.
 *
 * <p>The state of a {@link io.mainstay.carp.internal.machine.CarpMachine} is a handful of primitive fields that it changes in
 * place, and the effects go into a buffer that the caller owns and uses again
 * ({@link io.mainstay.carp.internal.machine.Effects}): one advertisement per instance and interval must not produce garbage.
 * The result still depends on nothing but the state, the event and {@code now}. Readers get an immutable
 * {@link io.mainstay.carp.internal.machine.InstanceStatus}.
 *
 * <p>Timers are state, not effects: after every event the shell asks {@code nextDeadline} and sleeps until then at most.
 *
 * <p>Thread rule: machines and effects are confined to the time-critical loop; rules are immutable.
 */
package io.mainstay.carp.internal.machine;
