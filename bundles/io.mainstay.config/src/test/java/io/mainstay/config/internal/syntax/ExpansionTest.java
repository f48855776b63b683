// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpansionTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                // conditions
                Arguments.of("own id", "@lb1 a b\n@lb2 c\nd", "a b\nd"),
                Arguments.of("not this id", "@^lb1 a\n@^lb2 c", "c"),
                Arguments.of("condition before a brace", "v {\n @lb1 a\n @lb2 b\n@lb1 }", "v { a; }"),
                Arguments.of("two conditions", "@lb1 @^lb2 a\n@lb1 @lb2 b", "a"),
                Arguments.of("condition alone", "@lb1\n@lb2\na", "a"),
                Arguments.of("condition before a definition", "@lb1 $A=1\n@lb2 $A=2\na $A", "a 1"),
                Arguments.of("dropped definition of several lines", "@lb2 $A= \\\n x \\\n y\nb", "b"),
                // definitions
                Arguments.of("definition", "$A=1\na $A", "a 1"),
                Arguments.of("braces", "$A=1\na x${A}y", "a x1y"),
                Arguments.of("before a comma and a parenthesis", "$A=1\na $A,$A) $A", "a 1,1) 1"),
                Arguments.of("no use", "$A=1\na $A.x $Ax $ $1 ${A-} ${}", "a $A.x $Ax $ $1 ${A-} ${}"),
                Arguments.of("empty value", "$A=\na b$A c", "a b c"),
                Arguments.of("value with blanks", "$A=1 2\na $A b", "a 1 2 b"),
                Arguments.of("blank before the sign", "$A =1\nb", "$A =1\nb"),
                Arguments.of("undefined", "a $B ${C}", "a $B ${C}"),
                Arguments.of("undefined in front", "$B x", "$B x"),
                Arguments.of("recursive", "$A=x${B}\n$B=y${C}\n$C=z\na $A", "a xyz"),
                Arguments.of("late", "$A=${B}\n$B=1\na $A\n$B=2\na $A", "a 1\na 2"),
                Arguments.of("in quotes", "$A=1 2\na \"$A b\"", "a 1 2 b"),
                Arguments.of("value with quotes", "$A=\"1 2\"\na $A", "a 1 2"),
                Arguments.of("value with a brace", "$A={ b }\na $A", "a { b; }"),
                Arguments.of("keyword from a definition", "$A=notify_up\n$A 'x y'", "notify_up x y"),
                Arguments.of("value with a condition", "$A=@lb1\n$B=@lb2\n$A a\n$B b\n$A $B c", "a"),
                Arguments.of("id from a definition", "$A=lb1\n@$A a\n@^$A b", "a"),
                // several lines
                Arguments.of("several lines", "$A= \\\n b \\\n c {\\\n d\\\n }\na {\n$A\n}", "a { b; c { d; }; }"),
                Arguments.of("after other text", "$A= \\\n b \\\n c\na { x $A\n}", "a { x b; c; }"),
                Arguments.of("first line beside the sign", "$A=b \\\n c\n$A", "b\nc"),
                Arguments.of("conditions inside", "$A= \\\n @lb1 b \\\n @lb2 c \\\n d\n$A", "b\nd"),
                Arguments.of(
                        "uses inside, late", "$A= \\\n b ${N} \\\n c $N\n$N=1\n$A\n$N=2\n$A", "b 1\nc 1\nb 2\nc 2"),
                Arguments.of("nested", "$A= \\\n a1 \\\n a2\n$B= \\\n b1 \\\n $A\n$B", "b1\na1\na2"),
                Arguments.of("nested at the end of text", "$A= \\\n a1 \\\n a2\n$B=x $A\ny $B", "y x a1\na2"),
                Arguments.of("comments inside", "$A= \\ # one\n b \\ ! two\n c\n$A", "b\nc"),
                Arguments.of("empty line ends it", "$A= \\\n b \\\n\nx\n$A", "x\nb"),
                // repetition
                Arguments.of("sequence", "~SEQ(x,1,3) a $x", "a 1\na 2\na 3"),
                Arguments.of("end only", "~SEQ(x,2) a $x", "a 1\na 2"),
                Arguments.of("negative end only", "~SEQ(x,-2) a $x", "a -1\na -2"),
                Arguments.of("downwards", "~SEQ(x,3,1) a $x", "a 3\na 2\na 1"),
                Arguments.of("step", "~SEQ(x, 1, 2, 6) a $x", "a 1\na 3\na 5"),
                Arguments.of("hexadecimal", "~SEQx(x,9,0xb) a ::$x", "a ::9\na ::a\na ::b"),
                Arguments.of("hexadecimal input", "~SEQ(x,0x9,0xA) a ${x}", "a 9\na 10"),
                Arguments.of("limits from definitions", "$N=2\n~SEQ(x,1,$N) a $x", "a 1\na 2"),
                Arguments.of("a block per round", "~SEQ(x,1,2) v $x { a ${x} }", "v 1 { a 1; }\nv 2 { a 2; }"),
                Arguments.of("list", "~LST(x,p,q r) a $x", "a p\na q r"),
                Arguments.of("list of tuples", "~LST({x,y},{1,2},{3}) a $x ${y}-", "a 1 2-\na 3 -"),
                Arguments.of("list from a definition", "$L=1,2\n~LST(x,$L) a $x", "a 1\na 2"),
                Arguments.of("list with quotes", "~LST(x,\"1,2\",3) a $x", "a 1,2\na 3"),
                Arguments.of(
                        "combined, leftmost outside",
                        "~SEQ(x,1,2) ~LST(y,p,q) a $x$y ${x}$y",
                        "a $xp 1p\na $xq 1q\na $xp 2p\na $xq 2q"),
                Arguments.of("inner from outer", "~SEQ(x,1,2) ~SEQ(y,$x) a $x.${y}", "a $x.1\na $x.1\na $x.2"),
                Arguments.of("hides a definition", "$x=9\n~SEQ(x,1,2) a $x", "a 1\na 2"),
                Arguments.of("several lines per round", "$B= \\\n b ${x} \\\n c\n~SEQ(x,1,2) $B", "b 1\nc\nb 2\nc"),
                Arguments.of("after a condition", "@lb1 ~SEQ(x,1,2) a $x\n@lb2 ~SEQ(x,1,2) b", "a 1\na 2"),
                Arguments.of("before a condition", "~LST(x,lb1,lb2) @$x a $x", "a lb1"),
                Arguments.of("from a definition", "$S=~SEQ(x,1,2)\n$S a $x", "a 1\na 2"),
                Arguments.of("nothing to repeat", "~SEQ(x,1,1000000000)\na", "a"),
                Arguments.of("no repetition", "~SEQ a\n~ b\n~LST", "~SEQ a\n~ b\n~LST"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void linesAreExpanded(String what, String text, String tree) {
        Parsed parsed = Parsed.of(text);

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.tree()).isEqualTo(tree);
    }

    @Test
    void builtInsAreKnownAndCanBeHidden() {
        SyntaxOptions options = new SyntaxOptions(
                "lb1",
                false,
                name -> name.equals("HOME") ? Optional.of("/root $x") : Optional.empty(),
                java.util.SplittableRandom::new,
                0,
                Limits.STANDARD);

        assertThat(Parsed.of(
                                FakeFiles.main("a ${_INSTANCE} ${_HASH}${_BANG} ${_ENV HOME}.${_ENV NONE}. ${_PWD}"),
                                options)
                        .tree())
                .isEqualTo("a lb1 #! /root $x.. .");
        assertThat(Parsed.of("$_INSTANCE=other\na ${_INSTANCE} ${_NONE}").tree())
                .isEqualTo("a other ${_NONE}");
    }

    @Test
    void randomNumbersRepeatWithTheirSeedAndKeepTheirBounds() {
        String text =
                "global_defs {\n random_seed 7\n}\n" + "~SEQ(i,1,200) r ${_RANDOM} ${_RANDOM 32000} ${_RANDOM 3 5}";

        Parsed first = Parsed.of(text);

        assertThat(first.tree()).isEqualTo(Parsed.of(text).tree());
        assertThat(first.tree()).isNotEqualTo(Parsed.of(text.replace("7", "8")).tree());
        first.fragment().nodes().stream().skip(1).forEach(node -> {
            assertThat(Integer.parseInt(node.arguments().get(0).text())).isBetween(0, 32767);
            assertThat(Integer.parseInt(node.arguments().get(1).text())).isBetween(32000, 32767);
            assertThat(Integer.parseInt(node.arguments().get(2).text())).isBetween(3, 5);
        });
        assertThat(Parsed.of("a ${_RANDOM 5 3}").problems())
                .containsExactly("1:3: INVALID_NUMBER: '5 3' is not valid for '_RANDOM': expected [min [max]], whole "
                        + "numbers from 0 to 2147483647");
    }

    @Test
    void substitutedWordsPointAtTheirUse() {
        Parsed parsed = Parsed.of(
                "$A=one two\n$B= \\\n three \\\n   four\n  a $A  last\n    $B\n ~SEQ(x,1,1) b  five$x ${x}6 end");

        assertThat(parsed.at("one")).isEqualTo("5:5");
        assertThat(parsed.at("two")).isEqualTo("5:5");
        assertThat(parsed.at("last")).isEqualTo("5:9");
        assertThat(parsed.at("three")).isEqualTo("6:5");
        assertThat(parsed.at("four")).isEqualTo("6:5");
        assertThat(parsed.at("b")).isEqualTo("7:14");
        assertThat(parsed.at("five1")).isEqualTo("7:17");
        assertThat(parsed.at("16")).isEqualTo("7:24");
        assertThat(parsed.at("end")).isEqualTo("7:30");
    }

    @Test
    void wordsBehindAConditionKeepTheirColumns() {
        assertThat(Parsed.of("  @lb1   a  b").at("b")).isEqualTo("1:13");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "a\n  @ b",
                        "2:3: MISSING_PARAMETER: '@' needs a configuration id right after it; the line is "
                                + "ignored"),
                Arguments.of("$_X=1", "1:1: WARNING: names that begin with '_' are reserved"),
                Arguments.of("  $A= \\\n b \\", "1:3: GENERAL: this definition goes on after a '\\' but the file ends"),
                Arguments.of("$A=$A\nb\n c $A", "3:4: GENERAL: '$A' is defined by itself, or over more than 64 steps"),
                Arguments.of(
                        "$A=${B}\n$B=${A}\n c $A",
                        "3:4: GENERAL: '$A' is defined by itself, or over more than 64 " + "steps"),
                Arguments.of(
                        "$A= \\\n b \\\n $A\n  $A",
                        "4:3: GENERAL: definitions and repetitions go deeper than 64 " + "levels"),
                Arguments.of(
                        "$A= \\\n b \\\n c\n x $A y",
                        "4:4: GENERAL: '$A' stands for 2 lines: nothing may follow it on " + "its line"),
                Arguments.of(
                        "$A=" + "x".repeat(600) + "\n  b ${A}${A}",
                        "2:3: GENERAL: this line becomes longer than 1024 " + "bytes by substitution and is ignored"),
                Arguments.of(
                        " ~SEQ(x,1,0,2) a",
                        "1:2: GENERAL: this ~SEQ can't be carried out: steps of 0 never lead from 1 " + "to 2"),
                Arguments.of(
                        "~SEQ(x,1,-1,2) a",
                        "1:1: GENERAL: this ~SEQ can't be carried out: steps of -1 never lead from " + "1 to 2"),
                Arguments.of(
                        "~SEQ(x,1,2z) a",
                        "1:1: GENERAL: this ~SEQ can't be carried out: '2z' is not a whole number from "
                                + "-2147483648 to 2147483647"),
                Arguments.of("~SEQ(1x,2) a", "1:1: GENERAL: this ~SEQ can't be carried out: '1x' is not a name"),
                Arguments.of(
                        "~SEQ(x) a",
                        "1:1: GENERAL: this ~SEQ can't be carried out: expected ~SEQ(name, end), "
                                + "~SEQ(name, start, end) or ~SEQ(name, start, step, end)"),
                Arguments.of("~SEQ(x,1 a", "1:1: GENERAL: this ~SEQ can't be carried out: expected ')'"),
                Arguments.of(
                        "~LST(x) a",
                        "1:1: GENERAL: this ~LST can't be carried out: expected ~LST(name, value, …) or "
                                + "~LST({name, …}, {value, …}, …)"),
                Arguments.of(
                        "~LST({x,y},{1,2,3}) a",
                        "1:1: GENERAL: this ~LST can't be carried out: '{1,2,3}' has 3 values " + "for 2 names"),
                Arguments.of("~LST({x,-},1) a", "1:1: GENERAL: this ~LST can't be carried out: '-' is not a name"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsAreReportedAtTheirPlace(String text, String problem) {
        assertThat(Parsed.of(text).problems()).containsExactly(problem);
    }
}
