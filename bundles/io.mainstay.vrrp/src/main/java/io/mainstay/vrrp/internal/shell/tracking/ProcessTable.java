// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The processes of this host, from {@code /proc}. A process that ends while it is read counts as gone.
 *
 * <p>Thread-safety: any thread; no state.
 */
record ProcessTable(Path proc) {
    static final ProcessTable HOST = new ProcessTable(Path.of("/proc"));

    /** The ids of all processes that match. */
    List<Integer> find(ProcessPattern pattern) {
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, ProcessTable::isProcess)) {
            for (Path process : all) {
                if (matches(process, pattern)) {
                    found.add(Integer.parseInt(process.getFileName().toString()));
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return found; // what was read is better than nothing; the next scan is soon
        }
        return found;
    }

    /** Whether a process is still there, and still the one that matched: an id may be given out again. */
    boolean isStill(int pid, ProcessPattern pattern) {
        return matches(proc.resolve(Integer.toString(pid)), pattern);
    }

    private static boolean isProcess(Path entry) {
        char first = entry.getFileName().toString().charAt(0);
        return first >= '1' && first <= '9';
    }

    private static boolean matches(Path process, ProcessPattern pattern) {
        try {
            String comm = Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1)
                    .stripTrailing();
            if (!pattern.mayBe(comm) || isZombie(process)) {
                return false;
            }
            return pattern.matches(comm, pattern.needsCommandLine() ? commandLine(process) : List.of());
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> commandLine(Path process) throws IOException {
        String text = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0"));
    }

    /** Dead, but its parent has not asked how it ended. */
    private static boolean isZombie(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        int state = stat.lastIndexOf(')') + 2;
        return state < stat.length() && (stat.charAt(state) == 'Z' || stat.charAt(state) == 'X');
    }
}
