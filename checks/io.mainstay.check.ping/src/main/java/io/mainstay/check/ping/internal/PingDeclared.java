// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.ping.internal;

import io.mainstay.api.option.Inline;
import io.mainstay.api.option.Option;
import io.mainstay.api.option.Summary;
import io.mainstay.checksupport.AddressOptions;
import java.util.OptionalInt;

/** What can be configured of a PING_CHECK. */
@Summary("A server is good when it answers an ICMP echo request.")
record PingDeclared(
        @Option(
                help = "data in the request, which the reply must bring back",
                defaultValue = "32",
                min = "0",
                max = "65000",
                unit = "bytes")
        int size,

        @Inline AddressOptions address,

        @Option(help = "accepted for keepalived's sake; of no effect", form = "a port", min = "1", max = "65535")
        OptionalInt connectPort,

        @Option(help = "accepted for keepalived's sake; of no effect", form = "a port", min = "1", max = "65535")
        OptionalInt bindPort) {}
