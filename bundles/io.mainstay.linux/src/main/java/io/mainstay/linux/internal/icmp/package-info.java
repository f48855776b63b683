// SPDX-License-Identifier: Apache-2.0
/** Sockets for ICMP echo. Thread rule: any thread. */
package io.mainstay.linux.internal.icmp;
