// SPDX-License-Identifier: Apache-2.0
/**
 * One TCP connection through the proxy: two wires, and the bytes between them in both directions.
 *
 * <p>Thread rule: everything of a connection belongs to one loop's thread. Knows nothing of services, schedulers or kernel
 * calls, and is tested with wires made of arrays.
 */
package io.mainstay.proxy.internal.relay;
