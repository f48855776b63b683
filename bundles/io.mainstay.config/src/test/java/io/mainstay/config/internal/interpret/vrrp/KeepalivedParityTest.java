// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.config.Severity;
import io.mainstay.config.internal.interpret.FakeHost;
import io.mainstay.config.internal.interpret.Interpreter;
import io.mainstay.config.internal.syntax.ConfigText;
import io.mainstay.config.internal.syntax.FakeFiles;
import io.mainstay.config.internal.syntax.SyntaxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code keepalived -t} of Debian's 2.2.7 ends with on many small configurations, on a host with the interfaces lo, eth0 to
 * eth3, and what we end with. Where both differ, the file says why.
 *
 * <p>Each line is {@code THEIRS OURS KIND TEXT}. In the text a semicolon ends a line, and {@code @V} is a whole instance. Kinds:
 * statements of an instance, addresses of an instance, statements of global_defs beside an instance, a whole text.
 */
class KeepalivedParityTest {
    private static final Path FILE = Path.of("src/test/resources/keepalived/vrrp.txt");
    private static final String BEGIN = "vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\nvirtual_ipaddress {\n";
    private static final String INSTANCE = BEGIN + "192.168.1.50\n}\n";

    private record Case(int theirs, int ours, String kind, String text) {
        static Case of(String line) {
            String[] parts = line.split(" ", 4);
            return new Case(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2], parts.length < 4 ? "" : parts[3]);
        }

        String whole() {
            String lines = text.replace("; ", "\n").replace("@V", INSTANCE + "}") + "\n";
            return switch (kind) {
                case "instance" -> INSTANCE + lines + "}\n";
                case "addresses" -> BEGIN + lines + "}\n}\n";
                case "global" -> "global_defs {\n" + lines + "}\n" + INSTANCE + "}\n";
                default -> lines;
            };
        }
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                cases.add(Case.of(line));
            }
        }
        return cases;
    }

    private static List<Diagnostic> diagnostics(String text) {
        Fragment fragment = ConfigText.parse("main.conf", FakeFiles.main(text), SyntaxOptions.of("lb1"));
        return Stream.concat(
                        fragment.diagnostics().stream(),
                        new Interpreter(new FakeHost().with("eth3", 1500))
                                .interpret(1, fragment.nodes(), Map.of()).diagnostics().stream())
                .toList();
    }

    private static int exitCode(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .filter(d -> d.severity() != Severity.NOTICE)
                .map(Diagnostic::kind)
                .max(Comparator.naturalOrder())
                .map(DiagnosticKind::exitCode)
                .orElse(0);
    }

    @TestFactory
    Stream<DynamicTest> endsAsTheFileSays() throws IOException {
        return cases().stream()
                .map(c -> DynamicTest.dynamicTest(c.kind() + " " + c.text(), () -> {
                    List<Diagnostic> found = diagnostics(c.whole());
                    assertThat(exitCode(found)).as(found.toString()).isEqualTo(c.ours());
                }));
    }

    /** Statements that nobody would write together: no exception, and every problem has its place. */
    @Test
    void anyCombinationIsReadWithoutHarm() throws IOException {
        List<Case> statements =
                cases().stream().filter(c -> c.kind().equals("instance")).toList();
        List<Case> globals =
                cases().stream().filter(c -> c.kind().equals("global")).toList();
        SplittableRandom random = new SplittableRandom(20261121);
        for (int round = 0; round < 300; round++) {
            StringBuilder instance = new StringBuilder();
            for (int i = random.nextInt(7); i >= 0; i--) {
                instance.append(statements
                                .get(random.nextInt(statements.size()))
                                .text())
                        .append("; ");
            }
            String text = new Case(
                                    0,
                                    0,
                                    "global",
                                    globals.get(random.nextInt(globals.size())).text())
                            .whole()
                    + new Case(0, 0, "instance", instance.toString())
                            .whole()
                            .replace("vrrp_instance V", "vrrp_instance W");
            assertThat(diagnostics(text)).as(text).allMatch(d -> d.at().line() > 0);
        }
    }

    /** Otherwise they belong under the heading that says why they differ. */
    @Test
    void casesBeforeTheFirstHeadingDoNotDiffer() throws IOException {
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("## ")) {
                return;
            }
            if (!line.isBlank() && !line.startsWith("#")) {
                assertThat(Case.of(line).theirs())
                        .as(line)
                        .isEqualTo(Case.of(line).ours());
            }
        }
    }
}
