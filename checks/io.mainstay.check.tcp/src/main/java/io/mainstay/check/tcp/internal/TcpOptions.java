// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.option.Given;
import io.mainstay.checksupport.NetworkOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The options of one TCP_CHECK.
 *
 * @param network where it connects to
 * @param dialogue what is sent and expected, in order; empty when connecting is all
 * @param timeLimit of a whole probe
 */
record TcpOptions(NetworkOptions network, List<DialogueStep> dialogue, Duration timeLimit) {
    /** So that the time-out of a wait, which knows what was waited for, comes first. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    static TcpOptions of(TcpDeclared declared, CheckTarget target, Given given) {
        NetworkOptions network = NetworkOptions.of(declared.connection(), target, given);
        List<DialogueStep> dialogue = dialogue(declared, given);
        int waits = 1 + declared.expect().size();
        Duration usual = network.connectTimeout().multipliedBy(waits).plus(dialogue.isEmpty() ? Duration.ZERO : SLACK);
        return new TcpOptions(network, dialogue, declared.timeLimit().orElse(usual));
    }

    /** In their common order. */
    private static List<DialogueStep> dialogue(TcpDeclared declared, Given given) {
        List<DialogueStep> dialogue = new ArrayList<>();
        Iterator<TcpDeclared.Line> sends = declared.send().iterator();
        Iterator<TcpDeclared.Line> expects = declared.expect().iterator();
        for (ConfigNode node : given.node().block()) {
            boolean send = node.name().equals("send");
            if (send || node.name().equals("expect")) {
                TcpDeclared.Text text = (send ? sends : expects).next().text();
                dialogue.add(new DialogueStep(send, text.bytes(), text.word()));
            }
        }
        return List.copyOf(dialogue);
    }
}
