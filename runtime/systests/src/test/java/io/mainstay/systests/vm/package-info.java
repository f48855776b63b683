// SPDX-License-Identifier: Apache-2.0
/**
 * Tests that need another kernel than this machine's: they run in a virtual machine (Debian's kernel under QEMU's software
 * emulation, this machine's files read-only), one boot for many of them. {@code VirtualMachine} and {@code GuestTests} are for
 * the outside, {@code GuestMain} and {@code GuestConsole} for the inside; the scripts are in {@code runtime/systests/vm}.
 *
 * <p>The machine is 5 to 20 times slower than this one: starts of a JVM are what costs, waits need room, and times are only
 * compared with others of the same boot.
 */
package io.mainstay.systests.vm;
