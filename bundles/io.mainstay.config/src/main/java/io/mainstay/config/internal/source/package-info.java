// SPDX-License-Identifier: Apache-2.0
/**
 * The services of this bundle: the source that reads keepalived.conf, and the interpreter. Everything else is in the pure
 * packages. Thread rule: one read at a time, on a thread of the caller's; may block on the disk.
 */
package io.mainstay.config.internal.source;
