// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay simulate}: what the launcher calls, in a framework that has nothing else to do.
 *
 * <p>Thread rule: the launcher's main thread.
 */
package io.mainstay.simulate.internal.command;
