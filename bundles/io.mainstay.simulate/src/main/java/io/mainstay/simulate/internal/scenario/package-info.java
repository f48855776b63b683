// SPDX-License-Identifier: Apache-2.0
/**
 * What an operator wants to see simulated: the command line as a value, and who is connected to whom. Pure.
 *
 * <p>Thread rule: immutable, but for the readers of a command line, which live for one call.
 */
package io.mainstay.simulate.internal.scenario;
