// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import io.mainstay.api.option.Argument;
import io.mainstay.api.option.Form;
import io.mainstay.api.option.Inline;
import io.mainstay.api.option.Option;
import io.mainstay.api.option.Summary;
import io.mainstay.checksupport.ConnectionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be configured of a TCP_CHECK. */
@Summary("A server is good when it accepts a connection, and says what is expected.")
record TcpDeclared(
        @Option(help = "bytes that are sent") List<Line> send,

        @Option(help = "bytes that must come, wherever they stand in what comes")
        List<Line> expect,

        @Option(
                help = "limit of a whole probe",
                min = "0.001",
                max = "86400",
                otherwise = "`connect_timeout`; with a dialogue once more for each `expect`, and a second")
        Optional<Duration> timeLimit,

        @Inline ConnectionOptions connection) {

    /** {@code send "PING\\r\\n"}. */
    record Line(
            @Argument(help = "text, with escapes for what cannot be typed")
            Text text) {}

    /**
     * Some bytes.
     *
     * @param bytes at least one
     * @param word as the operator wrote it
     */
    record Text(byte[] bytes, String word) {
        private static final int LONGEST = 16_384;

        @Form("a text with \\r, \\n, \\t, \\0, \\\\ or \\xHH for what cannot be typed, at most 16384 bytes")
        static Optional<Text> of(String word) {
            return DialogueStep.bytes(word)
                    .filter(bytes -> bytes.length <= LONGEST)
                    .map(bytes -> new Text(bytes, word));
        }
    }
}
