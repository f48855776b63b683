// SPDX-License-Identifier: Apache-2.0
package org.example.hello;

import io.mainstay.api.option.Option;
import io.mainstay.api.option.Summary;
import java.time.Duration;
import java.util.Optional;

/** All that an operator can say about a HELLO_CHECK. */
@Summary("A server is good when the first line that it sends is the expected word.")
record HelloOptions(
        @Option(help = "the line that the server must send first", defaultValue = "hello") String expect,
        @Option(
                        help = "limit of connecting, of waiting, and of the whole probe",
                        min = "0.001",
                        max = "3600",
                        otherwise = "the real server's")
                Optional<Duration> connectTimeout) {}
