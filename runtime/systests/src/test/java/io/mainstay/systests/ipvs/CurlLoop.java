// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import io.mainstay.systests.support.Lan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A client on a host: one curl after the other, each with what it got and when it began. */
final class CurlLoop implements AutoCloseable {
    private final Path file;
    private final Process process;

    CurlLoop(Lan.Host client, String url, Path folder) {
        file = folder.resolve("curl-" + url.replaceAll("[^0-9a-z]", "_"));
        try {
            Files.writeString(file, "");
            process = new ProcessBuilder(client.inside(
                            "sh",
                            "-c",
                            "while :; do t=$(date +%s%3N); r=$(curl -s -m 4 " + url
                                    + ") || r=FAILED-$?; echo \"$t $r\" >>" + file + "; done"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request: when it began, and the answer or {@code FAILED-n}. */
    record Request(long atMillis, String answer) {
        boolean failed() {
            return answer.startsWith("FAILED");
        }
    }

    /** All that have ended. */
    List<Request> requests() {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(" ", 2))
                    .filter(part -> part.length == 2)
                    .map(part -> new Request(Long.parseLong(part[0]), part[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that began at this time or later. */
    List<Request> since(long millis) {
        return requests().stream().filter(r -> r.atMillis() >= millis).toList();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
