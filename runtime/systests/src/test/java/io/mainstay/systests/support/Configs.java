// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.util.List;

/** Pieces of keepalived.conf that several tests use. */
public final class Configs {
    /** Quick, so that tests are: a dead back end is out after one retry, at most 1 + 1 s and two time limits of 1 s. */
    public static final String TIMING = """
            protocol TCP
            lb_algo rr
            lb_kind NAT
            data_plane proxy
            delay_loop 1
            delay_before_retry 0.2
            retry 1
            """;

    public static final String TCP = "TCP_CHECK {\n    connect_timeout 1\n}\n";

    public static final String HTTP = """
            HTTP_GET {
                url {
                    path /
                    status_code 200
                }
                connect_timeout 1
            }
            """;

    public static final String HTTPS = HTTP.replace("HTTP_GET", "SSL_GET");

    private Configs() {}

    /** A virtual server on {@code address:80} with a check on each back end. */
    public static String balance(String address, String check, List<Nginx> backEnds) {
        return Nginx.virtualServer(address + " 80", TIMING, check, backEnds);
    }
}
