// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The built distribution. */
public record Distribution(Path home) {

    public static Distribution built() {
        Path home = Path.of(System.getProperty("mainstay.distribution", "../target/mainstay"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isExecutable(home.resolve("bin/mainstay"))) {
            throw new IllegalStateException(home + ": there is no distribution; run ./dev build");
        }
        return new Distribution(home);
    }

    public Path script() {
        return home.resolve("bin/mainstay");
    }

    /** Runs {@code bin/mainstay} with these arguments to its end. */
    public Exec.Result run(String... arguments) {
        return Exec.run(Stream.concat(Stream.of(script().toString()), Stream.of(arguments))
                .toList());
    }

    /** A copy in another folder. */
    public Distribution copyTo(Path target) {
        try (Stream<Path> all = Files.walk(home)) {
            List<Path> paths = all.toList();
            for (Path path : paths) {
                Path to = target.resolve(home.relativize(path).toString());
                if (!Files.isDirectory(to)) {
                    Files.copy(path, to, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Distribution(target);
    }
}
