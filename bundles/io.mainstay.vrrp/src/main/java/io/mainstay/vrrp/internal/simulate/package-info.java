// SPDX-License-Identifier: Apache-2.0
/**
 * VRRP in a simulation: the machines and the codec that run in the daemon, in the thinnest shell that a simulated host needs.
 * What is decided here is what would be decided there; what a real host adds (latency of scripts, of the scheduler, of the
 * kernel) is not there.
 *
 * <p>Thread rule: one simulation is one thread.
 */
package io.mainstay.vrrp.internal.simulate;
