// SPDX-License-Identifier: Apache-2.0
/**
 * What a VRRP instance decides: {@code (state, event, now) -> (next state, effects in order)}, without sockets, clocks,
 * threads or logs. Sources: RFC 3768 section 6, RFC 5798 and RFC 9568 section 6, and keepalived's observable behaviour where
 * the RFCs are silent.
 *
 * <p>The state of a {@link io.mainstay.vrrp.internal.machine.VrrpMachine} is a handful of primitive fields that it changes in
 * place, and the effects go into a buffer that the caller owns and uses again
 * ({@link io.mainstay.vrrp.internal.machine.Effects}): one advertisement per instance and interval must not produce garbage.
 * The result still depends on nothing but the state, the event and {@code now}. Readers get an immutable
 * {@link io.mainstay.vrrp.internal.machine.InstanceStatus}.
 *
 * <p>Timers are state, not effects: after every event the shell asks {@code nextDeadline} and sleeps until then at most.
 *
 * <p>Thread rule: machines, timers and effects are confined to the time-critical loop; rules, priorities and script counters
 * are immutable.
 */
package io.mainstay.vrrp.internal.machine;
