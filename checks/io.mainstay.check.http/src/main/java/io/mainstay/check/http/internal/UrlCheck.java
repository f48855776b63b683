// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.checksupport.TlsOptions;
import java.util.Optional;

/**
 * One {@code url} block, ready for use. Thread-safety: immutable; nobody changes the array.
 *
 * @param label method and path, for people
 * @param path what is asked for
 * @param head whether the method is HEAD
 * @param http2 whether the request is HTTP/2's
 * @param request all bytes that are sent
 * @param rules when the response is good
 * @param tls empty for HTTP_GET
 */
record UrlCheck(
        String label,
        String path,
        boolean head,
        boolean http2,
        byte[] request,
        ResponseRules rules,
        Optional<TlsOptions> tls) {}
