// SPDX-License-Identifier: Apache-2.0
/**
 * The control side of the check engine: which checks there are, which plugin serves which type, and the services that other
 * bundles see.
 *
 * <p>Thread rule: control thread, but for the snapshots that any thread may read.
 */
package io.mainstay.checks.internal;
