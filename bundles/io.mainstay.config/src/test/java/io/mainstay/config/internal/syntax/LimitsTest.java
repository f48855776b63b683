// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LimitsTest {
    private static final Limits SMALL = new Limits(1024, 10_000, 10_000, 64, 64, 64, 100);

    private static Parsed small(String text) {
        return Parsed.of(FakeFiles.main(text), SyntaxOptions.of("lb1").withLimits(SMALL));
    }

    private static Diagnostic only(Parsed parsed) {
        assertThat(parsed.fragment().diagnostics()).hasSize(1);
        return parsed.fragment().diagnostics().get(0);
    }

    @Test
    void repetitionsEndWhenThereAreTooManyLines() {
        Diagnostic problem = only(small("a\n  ~SEQ(x,1,1000000) ~SEQ(y,1,1000000) b"));

        assertThat(problem.message()).isEqualTo("the configuration has more than 10000 lines after expansion");
        assertThat(problem.kind()).isEqualTo(DiagnosticKind.FATAL);
        assertThat(problem.at().line()).isEqualTo(2);
    }

    @Test
    void repetitionsThatKeepNothingEndToo() {
        assertThat(only(small("~SEQ(x,1,1000000) ~SEQ(y,1,1000000) @other b")).message())
                .contains("more than 10000 lines");
    }

    @Test
    void definitionsThatDoubleEachTimeEnd() {
        StringBuilder text = new StringBuilder("$A0=\n");
        for (int i = 1; i <= 60; i++) {
            text.append("$A")
                    .append(i)
                    .append("=${A")
                    .append(i - 1)
                    .append("}${A")
                    .append(i - 1)
                    .append("}\n");
        }

        assertThat(only(small(text + "a $A60")).message())
                .isEqualTo("the configuration has more than 10000 substitutions");
    }

    @Test
    void definitionsThatGrowEnd() {
        StringBuilder text = new StringBuilder("$A0=xxxxxxxxxxxxxxxx\n");
        for (int i = 1; i <= 30; i++) {
            text.append("$A")
                    .append(i)
                    .append("=${A")
                    .append(i - 1)
                    .append("}${A")
                    .append(i - 1)
                    .append("}\n");
        }

        assertThat(only(small(text + "a $A30")).message()).contains("longer than 65536 characters");
    }

    @Test
    void definitionsOfSeveralLinesThatDoubleEachTimeEnd() {
        StringBuilder text = new StringBuilder("$A0= \\\n x \\\n y\n");
        for (int i = 1; i <= 40; i++) {
            text.append("$A")
                    .append(i)
                    .append("= \\\n $A")
                    .append(i - 1)
                    .append(" \\\n $A")
                    .append(i - 1)
                    .append('\n');
        }

        assertThat(only(small(text + "$A40")).kind()).isEqualTo(DiagnosticKind.FATAL);
    }

    @Test
    void includesThatDoubleEachTimeEnd() {
        FakeFiles files = FakeFiles.main("include 1");
        for (int i = 1; i <= 40; i++) {
            files.with("" + i, "include " + (i + 1) + "\ninclude " + (i + 1));
        }

        assertThat(Parsed.of(files, SyntaxOptions.of("lb1").withLimits(SMALL)).problems())
                .anyMatch(p -> p.contains("more than 10000 lines"))
                .hasSizeLessThan(10);
    }

    @Test
    void blocksGoOnlySoDeep() {
        Parsed parsed = small("a { ".repeat(65) + "b" + " }".repeat(65) + "\nc");

        assertThat(only(parsed).message()).isEqualTo("more than 64 blocks within each other; this one is ignored");
        assertThat(only(parsed).at().column()).isEqualTo(64 * 4 + 3);
        assertThat(parsed.tree()).endsWith("\nc");
    }

    @Test
    void veryDeepBlocksAreHarmless() {
        Parsed parsed = Parsed.of("a {\n".repeat(200_000));

        assertThat(parsed.fragment().nodes()).hasSize(1);
        assertThat(parsed.fragment().nodes().get(0).hashCode()).isNotZero();
        assertThat(parsed.problems()).hasSize(65);
    }

    @Test
    void theParserGivesUpAfterTooManyProblems() {
        Parsed parsed = small("}\n".repeat(1000));

        assertThat(parsed.fragment().diagnostics()).hasSize(101);
        assertThat(parsed.problems().get(100)).isEqualTo("100:1: FATAL: giving up here after 100 problems");
    }

    @Test
    void longLinesOfConditionsEnd() {
        assertThat(small("@lb1 ".repeat(200) + "a").tree()).isEqualTo("a");
        assertThat(small("$A=@lb1 ${A}\n$A x").fragment().diagnostics()).isNotEmpty();
    }
}
