// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the class-data archive made that the next start will use, when this start had none that fits its Java: a minute after the
 * start, by another process of the lowest priority, into the state folder. Nothing depends on its success.
 */
final class ArchiveMaker {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveMaker.class);
    private static final long DELAY_MILLIS = 60_000;

    private final Path script;
    private final Path target;

    /**
     * @param script the start script
     * @param target folder of the archives
     */
    ArchiveMaker(Path script, Path target) {
        this.script = script;
        this.target = target;
    }

    void runLater() {
        Thread thread = new Thread(this::run, "class-archive");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            Thread.sleep(DELAY_MILLIS);
            Process child = new ProcessBuilder(
                            "nice", "-n", "19", script.toString(), "--make-archive", target.toString())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!child.waitFor(120, TimeUnit.SECONDS)) {
                child.destroy();
                LOG.debug("no class-data archive was made: it took too long");
            } else if (child.exitValue() == 0) {
                LOG.debug("the next start will be quicker: a class-data archive is in {}", target);
            } else {
                LOG.debug("no class-data archive was made: exit code {}", child.exitValue());
            }
        } catch (IOException e) {
            LOG.debug("no class-data archive was made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
