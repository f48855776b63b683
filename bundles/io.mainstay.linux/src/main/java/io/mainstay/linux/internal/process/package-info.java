// SPDX-License-Identifier: Apache-2.0
/**
 * Processes without the Java platform's detour: {@code posix_spawn} in the daemon itself, and one loop that waits for all of
 * them by pidfd. Several hundred scripts a second are what many MISC_CHECKs need.
 *
 * <p>Thread rule: all system calls are the loop thread's, so a process that has not been reaped is known by its number.
 * Spec: keepalived inventory 3.8, 4.13.
 */
package io.mainstay.linux.internal.process;
