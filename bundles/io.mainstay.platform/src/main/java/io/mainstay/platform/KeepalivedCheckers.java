// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

import java.util.Set;

/** The checker types that keepalived has: known by name, whether or not a plugin for them is here. */
public final class KeepalivedCheckers {
    public static final Set<String> TYPES = Set.of(
            "HTTP_GET",
            "SSL_GET",
            "TCP_CHECK",
            "UDP_CHECK",
            "SMTP_CHECK",
            "DNS_CHECK",
            "MISC_CHECK",
            "PING_CHECK",
            "BFD_CHECK",
            "FILE_CHECK");

    private KeepalivedCheckers() {}
}
