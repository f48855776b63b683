// SPDX-License-Identifier: Apache-2.0
/**
 * Header compression of HTTP/2 (RFC 7541): as much as one request and its response need. Values and bytes only.
 *
 * <p>Thread rule: one thread.
 */
package io.mainstay.check.http.internal.hpack;
