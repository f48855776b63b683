// SPDX-License-Identifier: Apache-2.0
/**
 * This host: processes by the means of util-linux, addresses by those of the JDK, told by netlink when to look. What speaks to
 * the kernel itself is in the packages below: {@code libc}, {@code loop}, {@code packet}, {@code netlink}, {@code net}. Native
 * code is loaded by the first use of {@link io.mainstay.linux.internal.libc.Libc}, and no component uses it before somebody
 * asks for its service.
 *
 * <p>Thread rule: the services may be called from any thread; each has one thread of its own for what takes time.
 */
package io.mainstay.linux.internal;
