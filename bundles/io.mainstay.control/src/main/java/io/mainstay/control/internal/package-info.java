// SPDX-License-Identifier: Apache-2.0
/**
 * The house's steering: one control thread, the journal of transitions, and the transaction that turns what the sources say
 * into the state that is current.
 *
 * <p>Thread rule: sources are read and interpreted on a thread of their own ({@code mainstay-config}), so that a large
 * file never holds up a failover decision; preparing and committing happens on the control thread.
 */
package io.mainstay.control.internal;
