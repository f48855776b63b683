// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncludeTest {

    @Test
    void filesAreReadInPlaceOfTheirInclude() {
        FakeFiles files = FakeFiles.main("a\ninclude b.conf # here\nc {\ninclude \"d.conf\"\n}")
                .with("b.conf", "b { x\n}")
                .with("d.conf", "d 1\nd 2\n");

        Parsed parsed = Parsed.of(files);

        assertThat(parsed.tree()).isEqualTo("a\nb { x; }\nc { d 1; d 2; }");
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.fragment().nodes().get(1).at().toString()).isEqualTo("b.conf:1:1");
    }

    @Test
    void wildcardsMatchSortedAndLeaveOutWhatIsNoPlainFile() {
        FakeFiles files = FakeFiles.main("include conf.d/*.conf\ninclude conf.d/[ab]?.x\ninclude */*.y")
                .with("conf.d/b.conf", "b")
                .with("conf.d/a.conf", "a")
                .with("conf.d/.hidden.conf", "hidden")
                .with("conf.d/run.conf", "run")
                .executable("conf.d/run.conf")
                .with("conf.d/dir.conf/z", "z")
                .with("conf.d/a1.x", "a1")
                .with("conf.d/c1.x", "c1")
                .with("e/1.y", "y1")
                .with("f/1.y", "y2");

        Parsed parsed = Parsed.of(files);

        assertThat(parsed.tree()).isEqualTo("a\nb\na1\ny1\ny2");
        assertThat(parsed.problems()).isEmpty();
    }

    @Test
    void bracesAreAlternatives() {
        FakeFiles files = FakeFiles.main("include {b,a,none}.conf\ninclude c{1,{2,3}}.conf")
                .with("a.conf", "a")
                .with("b.conf", "b")
                .with("c1.conf", "c1")
                .with("c3.conf", "c3");

        assertThat(Parsed.of(files).tree()).isEqualTo("b\na\nc1\nc3");
    }

    @Test
    void pathsCountFromTheIncludingFile() {
        FakeFiles files = FakeFiles.main("include sub/one.conf\nlast ${_PWD}")
                .with("sub/one.conf", "include two.conf\nb ${_PWD}")
                .with("sub/two.conf", "a ${_PWD}")
                .with("two.conf", "wrong");

        assertThat(Parsed.of(files).tree()).isEqualTo("a sub\nb sub\nlast .");
    }

    @Test
    void missingFilesAreFineUnlessChecked() {
        Parsed parsed = Parsed.of("include none.conf\ninclude none/*.conf\ninclude {none,nada}.conf\na");

        assertThat(parsed.tree()).isEqualTo("a");
        assertThat(parsed.fragment().diagnostics())
                .extracting(Diagnostic::severity)
                .containsOnly(Severity.NOTICE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "includem none.conf; true",
                "includem none/*.conf; false",
                "includew none/*.conf; true",
                "includew none.conf; true",
                "includer none.conf; false",
                "includeb {a,none}.conf; true",
                "includeb {a,b}.conf; false",
                "includem {a,none}.conf; false",
                "includea none.conf; true",
                "includea none/*; true",
                "includea {a,none}.conf; true",
                "include secret.conf; false",
                "includer secret.conf; true",
                "includea secret.conf; true",
                "includea a.conf; false",
            })
    void eachRelativeOfIncludeChecksSomething(String line, boolean refused) {
        FakeFiles files = FakeFiles.main("x\n  " + line)
                .with("a.conf", "a")
                .with("b.conf", "b")
                .unreadable("secret.conf");

        Parsed parsed = Parsed.of(files);

        assertThat(parsed.fragment().diagnostics().stream().anyMatch(Diagnostic::isError))
                .isEqualTo(refused);
        int column = line.indexOf(' ') + 4;
        assertThat(parsed.problems()).allSatisfy(p -> assertThat(p).startsWith("2:" + column + ": "));
    }

    @Test
    void includeCheckChangesTheChecksUntilItsFileEnds() {
        FakeFiles files = FakeFiles.main(
                        "include sub.conf\ninclude none1\nglobal_defs {\n include_check match\n}\ninclude none2\n"
                                + "include none/*\nglobal_defs {\n include_check -match +wildcard_match\n}\ninclude none3\n"
                                + "include none/*")
                .with("sub.conf", "global_defs {\n include_check\n}\ninclude none4");

        assertThat(Parsed.of(files).fragment().diagnostics().stream()
                        .filter(Diagnostic::isError)
                        .map(d -> d.at().toString()))
                .containsExactly("main.conf:6:9", "main.conf:12:9", "sub.conf:4:9");
    }

    @Test
    void unknownChecksAreRefused() {
        assertThat(Parsed.of("global_defs {\n include_check +reed read\n}").problems())
                .containsExactly(
                        "2:16: GENERAL: '+reed' is not valid for 'include_check': expected one of read, match, "
                                + "wildcard_match, brace_match, each possibly after '+' or '-'");
    }

    @Test
    void allChecksAreOnWithTheOption() {
        Parsed parsed = Parsed.of(
                FakeFiles.main("include none.conf"), SyntaxOptions.of("lb1").withAllIncludesChecked());

        assertThat(parsed.problems()).containsExactly("1:9: MISSING_INCLUDE: nothing matches 'none.conf'");
    }

    @Test
    void loopsAreFound() {
        FakeFiles files = FakeFiles.main("a\ninclude b.conf\nz")
                .with("b.conf", "b\ninclude c.conf")
                .with("c.conf", "c\n include link.conf")
                .link("link.conf", "main.conf");

        Parsed parsed = Parsed.of(files);

        assertThat(parsed.tree()).isEqualTo("a\nb\nc\nz");
        assertThat(parsed.problems())
                .containsExactly(
                        "c.conf:2:10: GENERAL: 'link.conf' includes itself, directly or through other files; ignored here");
    }

    @Test
    void theSameFileMayBeIncludedTwice() {
        assertThat(Parsed.of(FakeFiles.main("include b\ninclude b").with("b", "x"))
                        .tree())
                .isEqualTo("x\nx");
    }

    @Test
    void includesGoOnlySoDeep() {
        FakeFiles files = FakeFiles.main("include 0");
        for (int i = 0; i < 100; i++) {
            files.with("" + i, "x" + i + "\ninclude " + (i + 1));
        }

        assertThat(Parsed.of(files).problems())
                .containsExactly("62:2:9: GENERAL: more than 64 files include each other; ignored here");
    }

    @Test
    void includesAreReadBeforeConditionsAndDefinitions() {
        FakeFiles files = FakeFiles.main("$F=b.conf\ninclude $F\n@lb1 include b.conf\n~SEQ(x,1,1) include b.conf")
                .with("b.conf", "b");

        Parsed parsed = Parsed.of(files);

        assertThat(parsed.tree()).isEmpty();
        assertThat(parsed.problems()).hasSize(3);
        assertThat(parsed.problems().get(0)).isEqualTo("2:9: FILE_NOT_FOUND: nothing matches '$F'; ignored");
        assertThat(parsed.problems().get(1)).startsWith("3:6: GENERAL: 'include' is read before conditions");
        assertThat(parsed.problems().get(2)).startsWith("4:13: GENERAL: 'include' is read before conditions");
    }

    @Test
    void anIncludeNeedsAName() {
        assertThat(Parsed.of("include").problems())
                .containsExactly("1:1: MISSING_PARAMETER: 'include' needs a file name, possibly with wildcards");
        assertThat(Parsed.of("includes x").tree()).isEqualTo("includes x");
    }

    @Test
    void directoriesNamedOutrightAreSaid() {
        assertThat(Parsed.of(FakeFiles.main("include d").with("d/x", "x")).problems())
                .containsExactly("1:9: FILE_NOT_FOUND: 'd' is a directory, an executable or a special file; ignored");
    }

    @Test
    void theTopFileMayBeAPattern() {
        FakeFiles files = new FakeFiles().with("etc/b.conf", "b").with("etc/a.conf", "a");

        var fragment = ConfigText.parse("etc/*.conf", files, SyntaxOptions.of("lb1"));

        assertThat(fragment.nodes()).hasToString("[a]");
        assertThat(fragment.diagnostics().get(0).toString())
                .isEqualTo("etc/a.conf: warning: 'etc/*.conf' matches 2 files; only this first one is read "
                        + "(include the others from it)");
    }

    @Test
    void aMissingTopFileIsAnErrorOfItsOwnKind() {
        var fragment = ConfigText.parse("etc/none.conf", new FakeFiles(), SyntaxOptions.of("lb1"));

        assertThat(fragment.diagnostics().get(0).toString())
                .isEqualTo("etc/none.conf: error: there is no such configuration file (create it, or name another one "
                        + "with -f)");
        assertThat(fragment.diagnostics().get(0).kind().exitCode()).isZero();
    }

    @Test
    void aDirectoryIsNoTopFile() {
        var fragment = ConfigText.parse("etc", new FakeFiles().with("etc/a", ""), SyntaxOptions.of("lb1"));

        assertThat(fragment.diagnostics().get(0).message()).isEqualTo("this is not a regular file");
    }

    @ParameterizedTest
    @CsvSource({
        "*,a,true",
        "*,'',true",
        "*,.a,false",
        ".*,.a,true",
        "a*b,ab,true",
        "a*b,axxb,true",
        "a*b,axxc,false",
        "?,a,true",
        "?,'',false",
        "[a-c]x,bx,true",
        "[a-c]x,dx,false",
        "[!a]x,bx,true",
        "[^a]x,ax,false",
        "[]]x,]x,true",
        "[a,[a,true",
        "a[,a[,true",
        "*a*b*c,xaybzc,true",
        "*.conf,a.conf.bak,false",
        "[a-]x,-x,true"
    })
    void namesMatchAsInTheShell(String pattern, String name, boolean matches) {
        assertThat(PathPattern.matchesName(pattern, name)).isEqualTo(matches);
    }
}
