// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** The file in which the inside tells the outside how its tests go: one line each, appended. */
final class GuestEvents {
    static final String FILE = "events";

    private GuestEvents() {}

    /** What can happen. */
    enum Kind {
        STARTED,
        PASSED,
        SKIPPED,
        FAILED,
        /** All tests have run; the last line. */
        END
    }

    /**
     * One line.
     *
     * @param test its name
     * @param detail why it failed or was skipped; empty otherwise
     */
    record Event(Kind kind, String test, String detail) {}

    static String line(Event event) {
        return event.kind() + "\t" + event.test() + "\t"
                + Base64.getEncoder().encodeToString(event.detail().getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    /** All whole lines so far. */
    static List<Event> read(Path share) {
        Path file = share.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.split("\t", 3))
                    .map(part -> new Event(
                            Kind.valueOf(part[0]),
                            part[1],
                            new String(Base64.getDecoder().decode(part[2]), StandardCharsets.UTF_8)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
