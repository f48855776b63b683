// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.checksupport.TlsOptions;
import java.util.Optional;

/**
 * One {@code url} block, ready for use. Thread-safety: immutable; nobody changes the arrays.
 *
 * @param path what is asked for
 * @param request all bytes that are sent
 * @param status which statuses are good
 * @param digest MD5 sum that the body must have; null for any
 * @param pattern what the body must, or must not, match
 * @param tls empty for HTTP_GET
 */
record UrlCheck(
        String path,
        byte[] request,
        StatusCodes status,
        byte[] digest,
        Optional<ContentPattern> pattern,
        Optional<TlsOptions> tls) {}
