// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import io.mainstay.api.option.Argument;
import io.mainstay.api.option.Inline;
import io.mainstay.api.option.Option;
import io.mainstay.api.option.Summary;
import io.mainstay.checksupport.DatagramOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What can be configured of a UDP_CHECK. */
@Summary("A server is good when it answers a datagram, or at least no ICMP error comes back.")
record UdpDeclared(
        @Option(help = "what is sent", otherwise = "32 bytes of text")
        Optional<Payload> payload,

        @Option(help = "silence is a failure; with bytes, the reply must match them, up to the shorter length of both")
        Optional<Reply> requireReply,

        @Option(help = "least length of a reply", min = "0", max = "65507", otherwise = "0")
        OptionalInt minReplyLength,

        @Option(help = "greatest length of a reply", min = "0", max = "65507", otherwise = "255")
        OptionalInt maxReplyLength,

        @Inline DatagramOptions datagram) {

    /** {@code payload 0102 2f}. */
    record Payload(
            @Argument(help = "bytes", form = Payload.FORM) String first,

            @Argument(help = "and more", form = Payload.FORM)
            List<String> more) {
        static final String FORM = "bytes in hexadecimal, such as 0102 2f";
    }

    /** {@code require_reply}, or {@code require_reply 01xx}. */
    record Reply(
            @Argument(help = "bytes", form = Reply.FORM) List<String> bytes) {
        static final String FORM = "bytes in hexadecimal, with x for any digit, such as 01xx 2f";
    }
}
