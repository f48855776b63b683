// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.option.Option;
import java.util.OptionalInt;

/** The options of all network checkers that concern ports (spec 2.14). */
public record PortOptions(
        @Option(help = "port that is asked", form = "a port", min = "1", max = "65535", otherwise = "the real server's")
        OptionalInt connectPort,

        @Option(help = "local port", form = "a port", min = "1", max = "65535", otherwise = "the kernel's choice")
        OptionalInt bindPort) {
    /** None given. */
    static final PortOptions NONE = new PortOptions(OptionalInt.empty(), OptionalInt.empty());
}
