// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.option.Given;
import io.mainstay.checksupport.NetworkOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of one UDP_CHECK.
 *
 * @param network where it goes
 * @param payload what is sent; nobody changes it
 * @param replyRequired whether silence is a failure
 * @param reply what a reply must match; empty for anything
 * @param checkLength whether the length of a reply matters
 * @param minLength of a reply
 * @param maxLength of a reply
 */
record UdpOptions(
        NetworkOptions network,
        byte[] payload,
        boolean replyRequired,
        Optional<HexPattern> reply,
        boolean checkLength,
        int minLength,
        int maxLength) {
    private static final int LONGEST = 65507;
    private static final int DEFAULT_MAX = 255;
    private static final byte[] DEFAULT_PAYLOAD =
            "mainstay mainstay mainstay probe".getBytes(StandardCharsets.US_ASCII);

    static UdpOptions of(UdpDeclared declared, CheckTarget target, Given given) {
        NetworkOptions network = NetworkOptions.of(declared.datagram(), target, 0, given);
        byte[] payload = declared.payload().map(words -> payload(words, given)).orElse(DEFAULT_PAYLOAD);
        Optional<HexPattern> reply = declared.requireReply()
                .map(UdpDeclared.Reply::bytes)
                .filter(words -> !words.isEmpty())
                .flatMap(words -> hex(words, true, "require_reply", UdpDeclared.Reply.FORM, given));
        // Given but with the defaults swapped: nothing could ever be right.
        int least = declared.minReplyLength().orElse(0);
        int most = declared.maxReplyLength().orElse(Math.max(DEFAULT_MAX, least));
        if (least > most) {
            given.error(
                    "min_reply_length", "'min_reply_length' " + least + " is greater than 'max_reply_length' " + most);
        }
        // keepalived looks at the length only with a pattern; who gives a length wants it looked at.
        boolean checkLength = reply.isPresent()
                || declared.minReplyLength().isPresent()
                || declared.maxReplyLength().isPresent();
        return new UdpOptions(network, payload, declared.requireReply().isPresent(), reply, checkLength, least, most);
    }

    private static byte[] payload(UdpDeclared.Payload payload, Given given) {
        List<String> words = new ArrayList<>(List.of(payload.first()));
        words.addAll(payload.more());
        byte[] bytes = hex(words, false, "payload", UdpDeclared.Payload.FORM, given)
                .map(HexPattern::value)
                .orElse(DEFAULT_PAYLOAD);
        if (bytes.length > LONGEST) {
            given.error(
                    "payload", "'payload' is longer than " + LONGEST + " bytes, the most that a datagram has room for");
        }
        return bytes;
    }

    private static Optional<HexPattern> hex(
            List<String> words, boolean wildcards, String keyword, String expected, Given given) {
        Optional<HexPattern> pattern = HexPattern.of(words, wildcards);
        if (pattern.isEmpty()) {
            given.error(
                    keyword,
                    "'" + String.join(" ", words) + "' is not valid for '" + keyword + "': expected " + expected);
        }
        return pattern;
    }
}
