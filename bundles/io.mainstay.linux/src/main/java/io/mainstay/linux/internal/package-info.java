// SPDX-License-Identifier: Apache-2.0
/**
 * This host, by the means of the JDK and of util-linux: processes through {@code setsid} and {@code setpriv}, addresses by
 * looking at the interfaces a few times a second. Versions that use netlink and system calls come with VRRP, which needs to
 * know at once; until then nothing here needs native code.
 *
 * <p>Thread rule: the services may be called from any thread; each has one thread of its own for what takes time.
 */
package io.mainstay.linux.internal;
