// SPDX-License-Identifier: Apache-2.0
/**
 * Networks as the ports show them: namespaces, sysctls, and the OSGi components that put everything together.
 *
 * <p>Thread rule: any thread. A named namespace has a thread of its own that entered it once; what must be done inside is done
 * there.
 */
package io.mainstay.linux.internal.net;
