// SPDX-License-Identifier: Apache-2.0
/**
 * What a virtual server does next: pure functions {@code (state, event) -> (state, effects)} over immutable records, without
 * clock, threads or I/O. Checks decide which real servers are up, their advice and the operator decide weights, weights
 * decide the quorum, and all of it together decides the destinations that a data plane should have.
 *
 * <p>Thread rule: none needed. Spec: keepalived.md 3.2 (end), 3.3, 3.8 (weights), 3.10.
 */
package io.mainstay.balancer.internal.decision;
