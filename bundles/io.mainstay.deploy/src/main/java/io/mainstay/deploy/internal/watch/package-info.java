// SPDX-License-Identifier: Apache-2.0
/**
 * Watches folders. Events only say that it is time to look again; what changed is found by a full scan, so that a lost or
 * surplus event does no harm.
 *
 * <p>Thread rule: one daemon thread per {@link io.mainstay.deploy.internal.watch.FolderWatch}.
 */
package io.mainstay.deploy.internal.watch;
