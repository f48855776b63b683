// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.checksupport.NetworkOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of one TCP_CHECK.
 *
 * @param network where it connects to
 * @param dialogue what is sent and expected, in order; empty when connecting is all
 * @param timeLimit of a whole probe
 */
record TcpOptions(NetworkOptions network, List<DialogueStep> dialogue, Duration timeLimit) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    /** So that the time-out of a wait, which knows what was waited for, comes first. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final int LONGEST_TEXT = 16_384;

    static TcpOptions read(BlockReader reader, CheckTarget target) {
        NetworkOptions network = NetworkOptions.read(reader, target);
        reader.nodes("send"); // in their common order below
        reader.nodes("expect");
        List<DialogueStep> dialogue = new ArrayList<>();
        int waits = 1;
        for (ConfigNode node : reader.block().block()) {
            boolean sends = node.name().equals("send");
            if (sends || node.name().equals("expect")) {
                step(reader, node, sends).ifPresent(dialogue::add);
                waits += sends ? 0 : 1;
            }
        }
        Optional<Duration> given = reader.timer("time_limit", SHORTEST, LONGEST);
        Duration usual = network.connectTimeout().multipliedBy(waits).plus(dialogue.isEmpty() ? Duration.ZERO : SLACK);
        return new TcpOptions(network, List.copyOf(dialogue), given.orElse(usual));
    }

    private static Optional<DialogueStep> step(BlockReader reader, ConfigNode node, boolean sends) {
        String expected = "a text with \\r, \\n, \\t, \\0, \\\\ or \\xHH for what cannot be typed, at most "
                + LONGEST_TEXT + " bytes";
        reader.rejectSurplus(node, 1);
        if (node.arguments().isEmpty()) {
            reader.error(
                    DiagnosticKind.MISSING_PARAMETER, node.at(), "'" + node.name() + "' needs a value: " + expected);
            return Optional.empty();
        }
        Word word = node.arguments().get(0);
        Optional<byte[]> bytes = DialogueStep.bytes(word.text()).filter(b -> b.length <= LONGEST_TEXT);
        if (bytes.isEmpty()) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    word.at(),
                    "'" + word + "' is not valid for '" + node.name() + "': expected " + expected);
        }
        return bytes.map(b -> new DialogueStep(sends, b, word.text()));
    }
}
