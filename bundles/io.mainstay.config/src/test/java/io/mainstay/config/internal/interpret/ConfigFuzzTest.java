// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Fragment;
import io.mainstay.config.internal.syntax.CommandLine;
import io.mainstay.config.internal.syntax.ConfigText;
import io.mainstay.config.internal.syntax.FakeFiles;
import io.mainstay.config.internal.syntax.Limits;
import io.mainstay.config.internal.syntax.SyntaxOptions;
import io.mainstay.platform.ConfigInterpreter.Interpretation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Any bytes: no exception, no endless loop, the same outcome twice. Runs over the seeds of
 * {@code src/test/resources/…/ConfigFuzzTestInputs} in a normal build, and fuzzes with {@code JAZZER_FUZZ=1}.
 */
class ConfigFuzzTest {
    private static final Limits LIMITS = new Limits(1024, 2_000, 5_000, 64, 64, 8, 200);
    private static final long MOST_NANOS = 10_000_000_000L;
    private static final SyntaxOptions OPTIONS =
            new SyntaxOptions("lb1", false, name -> Optional.of("value of " + name), SplittableRandom::new, 1, LIMITS);

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreReadWithoutHarm(byte[] bytes) {
        long start = System.nanoTime();
        // What follows a byte 0xfe, which is no UTF-8, is a second file that the first may include.
        int cut = 0;
        while (cut < bytes.length && bytes[cut] != (byte) 0xfe) {
            cut++;
        }
        FakeFiles files = new FakeFiles()
                .with("main.conf", Arrays.copyOf(bytes, cut))
                .with("sub.conf", Arrays.copyOfRange(bytes, Math.min(cut + 1, bytes.length), bytes.length));
        Fragment fragment = ConfigText.parse("main.conf", files, OPTIONS);
        Interpretation result = new Interpreter(new FakeHost()).interpret(1, fragment.nodes(), Map.of());

        fragment.diagnostics().forEach(ConfigFuzzTest::check);
        result.diagnostics().forEach(ConfigFuzzTest::check);
        if (!ConfigText.parse("main.conf", files, OPTIONS).equals(fragment)) {
            throw new AssertionError("the same text was read differently");
        }
        CommandLine.parse(new String(bytes, StandardCharsets.ISO_8859_1));
        // A JUnit time limit would count the whole fuzzing session.
        if (System.nanoTime() - start > MOST_NANOS) {
            throw new AssertionError("took " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
    }

    private static void check(Diagnostic d) {
        if (d.message().isEmpty() || d.at().line() < 0 || d.at().column() < 0) {
            throw new AssertionError("incomplete diagnostic: " + d);
        }
    }
}
