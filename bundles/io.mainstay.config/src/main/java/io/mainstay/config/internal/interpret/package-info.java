// SPDX-License-Identifier: Apache-2.0
/**
 * What the statements mean: {@link io.mainstay.api.config.ConfigNode} trees, from whichever source, to a
 * {@link io.mainstay.api.model.DesiredState}. One class per kind of block; {@code Interpreter} runs them in order.
 *
 * <p>Pure, except that {@link io.mainstay.config.internal.interpret.Host} is asked about scripts' files, accounts and the
 * mail server's address. Nothing throws on a wrong configuration: everything that is wrong is a diagnostic at its word, and
 * the state is as complete as it can be. Thread rule: each interpretation is confined to the calling thread.
 *
 * <p>Keywords, defaults and corrections: keepalived.conf's manual; our own keywords are marked as extensions in
 * {@code docs/reference/configuration.md}.
 */
package io.mainstay.config.internal.interpret;
