// SPDX-License-Identifier: Apache-2.0
/**
 * The check engine: one timer structure, one thread, and what keeps plugins from harming it.
 *
 * <p>Thread rule: an {@link io.mainstay.checks.internal.engine.Engine} and the machine state of each
 * {@link io.mainstay.checks.internal.engine.Check} belong to the engine thread. Plugin code never runs there: probes run on
 * their plugin's {@link io.mainstay.checks.internal.engine.Runner}, checkers are built on the control thread. Outcomes come
 * back through the {@link io.mainstay.checks.internal.engine.Inbox}; changes leave through the control thread.
 */
package io.mainstay.checks.internal.engine;
