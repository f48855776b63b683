// SPDX-License-Identifier: Apache-2.0
/**
 * What the statements about virtual routers mean: {@code vrrp_instance} and everything that goes with it, to a
 * {@link io.mainstay.api.model.vrrp.VrrpConfiguration}. One class per kind of block or family of keywords;
 * {@link io.mainstay.config.internal.interpret.vrrp.VrrpBlocks} runs them in order.
 *
 * <p>A value that is wrong is an error, and the configuration is refused; a combination that keepalived puts right is put right
 * here in the same way, with a warning. The model that comes out needs no further correction, not even for strict mode.
 *
 * <p>Thread rule: confined to one interpretation. Keywords, defaults and corrections: keepalived.conf's manual, and what version
 * 2.2.7's {@code -t} says; our own keywords are marked in {@code docs/reference/configuration.md}.
 */
package io.mainstay.config.internal.interpret.vrrp;
