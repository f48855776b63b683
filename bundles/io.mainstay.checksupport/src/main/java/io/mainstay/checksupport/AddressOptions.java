// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.option.Option;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The options of all network checkers that do not concern ports (spec 2.14). */
public record AddressOptions(
        @Option(help = "who is asked", otherwise = "the real server's")
        Optional<InetAddress> connectIp,

        @Option(
                help = "limit of each step: connecting, and each wait",
                min = "0.000001",
                max = "86400",
                otherwise = "the real server's, else 5")
        Optional<Duration> connectTimeout,

        @Option(help = "local address", otherwise = "the kernel's choice")
        Optional<InetAddress> bindto,

        @Option(
                help = "interface that is used; Linux with the native transport only",
                form = "an interface name",
                pattern = "[^\\s/]{1,15}")
        Optional<String> bindIf,

        @Option(help = "mark of the packets; Linux with the native transport only", min = "1", max = "2147483647")
        OptionalInt fwmark) {
    /** None given. */
    static final AddressOptions NONE = new AddressOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());
}
