// SPDX-License-Identifier: Apache-2.0
/**
 * System calls: the functions of the C library that this bundle uses, the kernel's numbers, and memory that the kernel may
 * read and write. Linux on 64-bit machines (x86-64, aarch64); structures are laid out by hand.
 *
 * <p>Thread rule: stateless; memory belongs to whoever allocated it.
 */
package io.mainstay.linux.internal.libc;
