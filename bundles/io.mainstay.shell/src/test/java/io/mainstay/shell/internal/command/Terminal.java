// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs commands on a sample system and keeps what they print. One thread. */
final class Terminal {
    final SampleSystem system = new SampleSystem();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit;
    int width = 100;

    /** Standard output of the command. */
    String run(String... words) {
        out.reset();
        err.reset();
        exit = new Commands(system, SampleSystem.CLOCK).run(List.of(words), false, width, stream(out), stream(err));
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
