// SPDX-License-Identifier: Apache-2.0
/** CARP in simulations: the daemon's codec and machine, without its shell. Thread rule: the simulation's thread. */
package io.mainstay.carp.internal.simulate;
