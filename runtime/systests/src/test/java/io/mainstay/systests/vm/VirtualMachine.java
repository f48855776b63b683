// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.vm;

import io.mainstay.systests.support.Exec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One boot of the virtual machine, for one command. */
final class VirtualMachine implements AutoCloseable {
    /** Environment: {@code no} for a run without it, such as one more on another JDK. */
    private static final String SWITCH = "MAINSTAY_VM";

    private static final Path SCRIPTS =
            Path.of(System.getProperty("mainstay.vm", "vm")).toAbsolutePath().normalize();
    private static final int CANNOT = 77;

    private final Path share;
    private final Process process;

    private VirtualMachine(Path share, Process process) {
        this.share = share;
        this.process = process;
    }

    /** Why there can be none on this machine; empty when there can. The first call downloads a kernel. */
    static String unavailable() {
        if ("no".equals(System.getenv(SWITCH))) {
            return SWITCH + "=no";
        }
        try {
            // Not through Exec: a download may take minutes.
            Process prepare = new ProcessBuilder(SCRIPTS.resolve("prepare").toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String reason =
                    new String(prepare.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            int status = prepare.waitFor();
            if (status != 0 && status != CANNOT) {
                throw new AssertionError(SCRIPTS + "/prepare ended with " + status + ": " + reason);
            }
            return status == 0 ? "" : reason.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Boots it.
     *
     * @param share folder that the machine sees as {@code /share}
     */
    static VirtualMachine boot(Path share, String command) {
        try {
            Files.createDirectories(share);
            Files.deleteIfExists(share.resolve(GuestEvents.FILE));
            return new VirtualMachine(
                    share,
                    new ProcessBuilder(SCRIPTS.resolve("run").toString(), share.toString(), command)
                            .redirectErrorStream(true)
                            .redirectOutput(share.resolve("boot.log").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path share() {
        return share;
    }

    boolean isOn() {
        return process.isAlive();
    }

    /** The last lines that were said, inside or by the machine itself. */
    String lastWords() {
        return Exec.run(List.of(
                        "sh",
                        "-c",
                        "tail -n 40 '" + share + "/boot.log' '" + share + "/log' '" + share + "/console' 2>&1"))
                .out();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
