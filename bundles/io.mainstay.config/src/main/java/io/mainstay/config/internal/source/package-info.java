// SPDX-License-Identifier: Apache-2.0
/** The configuration source that reads keepalived.conf. Thread rule: one read at a time, on a thread of the caller's. */
package io.mainstay.config.internal.source;
