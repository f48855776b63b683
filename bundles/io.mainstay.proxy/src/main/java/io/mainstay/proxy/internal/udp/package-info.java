// SPDX-License-Identifier: Apache-2.0
/**
 * UDP services. UDP has no connections; what a client's address sends within a time is a flow, with a socket of its own
 * towards its destination, so that answers find back.
 *
 * <p>Thread rule: a UDP service belongs to one loop, with all its flows.
 */
package io.mainstay.proxy.internal.udp;
