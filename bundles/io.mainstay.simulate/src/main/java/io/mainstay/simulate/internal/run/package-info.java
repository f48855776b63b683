// SPDX-License-Identifier: Apache-2.0
/**
 * Puts scenario, configurations and protocols together, and runs them.
 *
 * <p>Thread rule: one simulation is one thread.
 */
package io.mainstay.simulate.internal.run;
