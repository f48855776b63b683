// SPDX-License-Identifier: Apache-2.0
/**
 * The benchmarks: each starts peers and subjects as processes, on loopback addresses or in network namespaces of
 * its own, and measures them from outside.
 * The method is described in docs/benchmarks.md. One thread.
 */
package io.mainstay.bench;
