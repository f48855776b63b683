// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.Fragment;
import io.mainstay.config.internal.syntax.ConfigText;
import io.mainstay.config.internal.syntax.FakeFiles;
import io.mainstay.config.internal.syntax.SyntaxOptions;
import io.mainstay.platform.ConfigInterpreter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A configuration as large as the largest that people tell of, and a {@code main} that times it: run it by hand from the
 * test class path, with the JVM options that matter, such as {@code -XX:TieredStopAtLevel=1}.
 */
public final class BigConfiguration {
    private BigConfiguration() {}

    /** Virtual servers with real servers spread evenly over them, each with one HTTP check. */
    public static String text(int virtualServers, int realServers) {
        StringBuilder text = new StringBuilder(realServers * 420);
        text.append("global_defs {\n    router_id big # lines like these make most of a real file\n}\n\n");
        for (int v = 0; v < virtualServers; v++) {
            text.append("virtual_server 10.")
                    .append(1 + v / 250)
                    .append('.')
                    .append(v % 250)
                    .append(".1 80 {\n");
            text.append("    delay_loop 10\n    lb_algo wlc\n    lb_kind NAT\n    protocol TCP\n    quorum 1\n\n");
            int first = (int) ((long) realServers * v / virtualServers);
            int last = (int) ((long) realServers * (v + 1) / virtualServers);
            for (int r = first; r < last; r++) {
                text.append("    real_server 172.")
                        .append(16 + r / 62500)
                        .append('.')
                        .append(r / 250 % 250)
                        .append('.')
                        .append(1 + r % 250)
                        .append(" 8080 {\n");
                text.append("        weight 100\n        inhibit_on_failure\n        HTTP_GET {\n");
                text.append(
                        "            url {\n                path /health\n                status_code 200\n            }\n");
                text.append("            connect_timeout 3\n            retry 3\n            delay_before_retry 2\n");
                text.append("        }\n    }\n");
            }
            text.append("}\n\n");
        }
        return text.toString();
    }

    public static void main(String[] arguments) {
        int virtualServers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2284;
        int realServers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 37298;
        byte[] bytes = text(virtualServers, realServers).getBytes(StandardCharsets.UTF_8);
        FakeFiles files = new FakeFiles().with("big.conf", bytes);
        System.out.printf("%d bytes%n", bytes.length);
        for (int round = 1; round <= 8; round++) {
            // Processor time of this thread: other work on the machine does not count.
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            Fragment fragment = ConfigText.parse("big.conf", files, SyntaxOptions.of("lb1"));
            long parsed = threads.getCurrentThreadCpuTime();
            ConfigInterpreter.Interpretation result =
                    new Interpreter(new FakeHost()).interpret(1, fragment.nodes(), Map.of());
            long interpreted = threads.getCurrentThreadCpuTime();
            System.out.printf(
                    "round %d: parse %d ms, interpret %d ms; %d virtual servers, %d diagnostics%n",
                    round,
                    (parsed - start) / 1_000_000,
                    (interpreted - parsed) / 1_000_000,
                    result.state().virtualServers().size(),
                    fragment.diagnostics().size() + result.diagnostics().size());
        }
    }
}
