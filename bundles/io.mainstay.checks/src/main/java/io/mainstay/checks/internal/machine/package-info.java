// SPDX-License-Identifier: Apache-2.0
/**
 * The state machine of one check: {@code (state, outcome, now, rules) → (next state, next probe, change)}.
 *
 * <p>Thread rule: pure functions over immutable values; any thread. No clock, no I/O, no logging.
 *
 * <p>Specification: keepalived's life cycle of a checker (docs/architecture/checks.md has the table), with rise, jitter and
 * several steps per check added.
 */
package io.mainstay.checks.internal.machine;
