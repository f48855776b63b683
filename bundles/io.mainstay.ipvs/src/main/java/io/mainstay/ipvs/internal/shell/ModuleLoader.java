// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Loads the kernel's IPVS: {@code modprobe ip_vs}. */
final class ModuleLoader {
    private static final int LIMIT_SECONDS = 10;

    private ModuleLoader() {}

    /** Loads it; what is here afterwards. Takes some 10 ms, where it is needed at all. */
    static KernelSupport load(Path root) {
        String problem = modprobe();
        KernelSupport now = KernelSupport.probe(root);
        if (now.state() == KernelSupport.State.PRESENT || !now.usable()) {
            return now;
        }
        return KernelSupport.absent("modprobe ip_vs has not brought it: "
                + (problem.isEmpty() ? "no message" : problem)
                + "; try it by hand, and see dmesg");
    }

    private static String modprobe() {
        try {
            ProcessBuilder builder = new ProcessBuilder("modprobe", "ip_vs")
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment().merge("PATH", "/usr/sbin:/sbin", (old, more) -> old + ":" + more);
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "it has not ended in " + LIMIT_SECONDS + " s";
            }
            return process.exitValue() == 0 ? "" : said;
        } catch (IOException e) {
            return "modprobe cannot be run: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
