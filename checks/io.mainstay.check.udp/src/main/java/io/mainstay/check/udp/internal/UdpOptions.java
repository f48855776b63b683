// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.checksupport.NetworkOptions;
import java.nio.charset.StandardCharsets;
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

    static UdpOptions read(BlockReader reader, CheckTarget target) {
        NetworkOptions network = NetworkOptions.readDatagram(reader, target, 0);
        Optional<ConfigNode> payloadNode = reader.node("payload");
        Optional<HexPattern> payload = payloadNode.flatMap(node -> hex(reader, node, false));
        payload.filter(p -> p.value().length > LONGEST)
                .ifPresent(p -> reader.error(
                        DiagnosticKind.GENERAL,
                        payloadNode.orElseThrow().at(),
                        "'payload' is longer than " + LONGEST + " bytes, the most that a datagram has room for"));
        Optional<ConfigNode> required = reader.node("require_reply");
        Optional<HexPattern> reply =
                required.filter(node -> !node.arguments().isEmpty()).flatMap(node -> hex(reader, node, true));
        Optional<Integer> min = reader.integer("min_reply_length", 0, LONGEST);
        Optional<Integer> max = reader.integer("max_reply_length", 0, LONGEST);
        // Given but with the defaults swapped: nothing could ever be right.
        int least = min.orElse(0);
        int most = max.orElse(Math.max(DEFAULT_MAX, least));
        if (least > most) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    reader.block().all("min_reply_length").get(0).at(),
                    "'min_reply_length' " + least + " is greater than 'max_reply_length' " + most);
        }
        // keepalived looks at the length only with a pattern; who gives a length wants it looked at.
        boolean checkLength = reply.isPresent() || min.isPresent() || max.isPresent();
        return new UdpOptions(
                network,
                payload.map(HexPattern::value).orElse(DEFAULT_PAYLOAD),
                required.isPresent(),
                reply,
                checkLength,
                least,
                most);
    }

    private static Optional<HexPattern> hex(BlockReader reader, ConfigNode node, boolean wildcards) {
        List<String> words = node.arguments().stream().map(Word::text).toList();
        String expected = wildcards
                ? "bytes in hexadecimal, with x for any digit, such as 01xx 2f"
                : "bytes in hexadecimal, such as 0102 2f";
        if (words.isEmpty()) {
            reader.error(
                    DiagnosticKind.MISSING_PARAMETER, node.at(), "'" + node.name() + "' needs a value: " + expected);
            return Optional.empty();
        }
        Optional<HexPattern> pattern = HexPattern.of(words, wildcards);
        if (pattern.isEmpty()) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    node.arguments().get(0).at(),
                    "'" + String.join(" ", words) + "' is not valid for '" + node.name() + "': expected " + expected);
        }
        return pattern;
    }
}
