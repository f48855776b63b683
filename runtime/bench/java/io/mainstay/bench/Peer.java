// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The C program that stands for all real servers; see c/peer.c. One thread. */
final class Peer implements AutoCloseable {
    private final Child child;

    Peer(Bench bench, String mode, int port) throws IOException {
        this(bench, List.of(), mode, port);
    }

    /** @param prefix the beginning of the command line: where it is to run */
    Peer(Bench bench, List<String> prefix, String mode, int port) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(bench.tool("peer"), mode, Integer.toString(port)));
        child = Child.tool(command.toArray(String[]::new));
        expect("ready");
    }

    private void expect(String word) throws IOException {
        String line = child.hear();
        if (!line.equals(word)) {
            throw new IOException("peer said '" + line + "', expected '" + word + "'");
        }
    }

    /** Forgets what was counted; intervals are compared with this period from now on. */
    void reset(long periodMicros) throws IOException {
        child.say("reset " + periodMicros);
        expect("reset");
    }

    /** What was counted since the last reset, by name. */
    Map<String, Double> counted() throws IOException {
        child.say("dump");
        return pairs(child.hear());
    }

    /** CLOCK_MONOTONIC of the first connection since the last reset; waits for it. */
    long first() throws IOException {
        child.say("first");
        return Long.parseLong(child.hear());
    }

    /** {@code "name value name value"}. */
    static Map<String, Double> pairs(String line) {
        String[] words = line.strip().split(" ");
        Map<String, Double> pairs = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            pairs.put(words[i], Double.parseDouble(words[i + 1]));
        }
        return pairs;
    }

    @Override
    public void close() {
        child.close();
    }
}
