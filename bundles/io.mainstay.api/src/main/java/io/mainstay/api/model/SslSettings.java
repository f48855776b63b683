// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.util.Optional;

/**
 * The top-level {@code SSL} block: client side of SSL_GET checks.
 *
 * @param password of the private key
 * @param caFile PEM file of accepted authorities
 * @param certificateFile PEM file of the client certificate
 * @param keyFile PEM file of its private key
 */
public record SslSettings(
        Optional<String> password,
        Optional<String> caFile,
        Optional<String> certificateFile,
        Optional<String> keyFile) {

    /** Without the password. */
    @Override
    public String toString() {
        return "SslSettings[ca=" + caFile + ", certificate=" + certificateFile + ", key=" + keyFile + "]";
    }
}
