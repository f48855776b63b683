// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EtcFileTest {

    private static ParsedFile parse(String name, String text) {
        return EtcFile.parse(Path.of(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Dictionary<String, Object> one(String name, String text) {
        ParsedFile parsed = parse(name, text);
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.configurations()).hasSize(1);
        return parsed.configurations().values().iterator().next().toDictionary();
    }

    private static List<String> problems(String name, String text) {
        ParsedFile parsed = parse(name, text);
        assertThat(parsed.configurations()).isEmpty();
        return parsed.diagnostics().stream().map(Diagnostic::toString).toList();
    }

    @Test
    void valuesGetTheTypesThatTheJsonSuggests() {
        Dictionary<String, Object> p = one("a.b~c.json", """
                { "s": "x", "b": true, "l": 7, "d": 0.5, "n": null,
                  "ls": [1, 2], "ds": [1, 2.5], "ss": ["a", "b"], "mixed": ["a", 1, true], "none": [] }""");
        assertThat(p.get("s")).isEqualTo("x");
        assertThat(p.get("b")).isEqualTo(true);
        assertThat(p.get("l")).isEqualTo(7L);
        assertThat(p.get("d")).isEqualTo(0.5);
        assertThat(p.get("n")).isNull();
        assertThat(p.get("ls")).isEqualTo(new Long[] {1L, 2L});
        assertThat(p.get("ds")).isEqualTo(new Double[] {1.0, 2.5});
        assertThat(p.get("ss")).isEqualTo(new String[] {"a", "b"});
        assertThat(p.get("mixed")).isEqualTo(new String[] {"a", "1", "true"});
        assertThat(p.get("none")).isEqualTo(new String[0]);
    }

    @Test
    void aTypeInTheNameDecides() {
        Dictionary<String, Object> p = one("x.json", """
                { "i:Integer": 7, "s:String": 7, "c:Character": "x", "ps:int[]": [1, 2], "one:Long[]": 3,
                  "list:Collection<Short>": [1, 2] }""");
        assertThat(p.get("i")).isEqualTo(7);
        assertThat(p.get("s")).isEqualTo("7");
        assertThat(p.get("c")).isEqualTo('x');
        assertThat(p.get("ps")).isEqualTo(new int[] {1, 2});
        assertThat(p.get("one")).isEqualTo(new Long[] {3L});
        assertThat(p.get("list")).isEqualTo(List.of((short) 1, (short) 2));
    }

    @Test
    void nestedObjectsKeepTheirTextToTheLastBlank() {
        Dictionary<String, Object> p =
                one("x.json", "{\"o\": { \"a\":1, // why\n } , \"os\": [ {\"b\" : 2}, { } ]}".replace("1,", "1"));
        assertThat(p.get("o")).isEqualTo("{ \"a\":1 // why\n }");
        assertThat(p.get("os")).isEqualTo(new String[] {"{\"b\" : 2}", "{ }"});
    }

    @Test
    void everyPropertyKeepsItsPlace() {
        Dictionary<String, Object> p = one("x.json", "{\n  \"a:Integer\": 1,\n  \"b\": [ 1,\n 2 ] }");
        assertThat(p.get(".mainstay.position.a")).isEqualTo(new String[] {"2:3", "2:16"});
        assertThat(p.get(".mainstay.position.b")).isEqualTo(new String[] {"3:3", "3:10", "4:2"});
        Dictionary<String, Object> cfg = one("x.cfg", "# c\n\n  a =  1\nb=");
        assertThat(cfg.get(".mainstay.position.a")).isEqualTo(new String[] {"3:3", "3:8"});
        assertThat(cfg.get(".mainstay.position.b")).isEqualTo(new String[] {"4:1", "4:1"});
    }

    @Test
    void theFileNameIsThePid() {
        assertThat(parse("/etc/a.b.json", "{}").configurations().keySet()).hasToString("[a.b]");
        assertThat(parse("a.b~c~d.json", "{}").configurations())
                .containsKey(new Pid("a.b", java.util.Optional.of("c~d")));
        assertThat(problems("~c.json", "{}").get(0)).startsWith("~c.json: error: the file name names no configuration");
        assertThat(EtcFile.isConfiguration(Path.of("x.cfg"))).isTrue();
        assertThat(EtcFile.isConfiguration(Path.of(".x.json"))).isFalse();
        assertThat(EtcFile.isConfiguration(Path.of("x.json~"))).isFalse();
        assertThat(EtcFile.isConfiguration(Path.of("logback.xml"))).isFalse();
    }

    @Test
    void aResourceHasSeveralPids() {
        ParsedFile parsed = parse("all.json", """
                { ":configurator:resource-version": 1, ":configurator:symbolic-name": "x",
                  "a": { "v": 1, ":configurator:policy": "force" }, "b~c": {} }""");
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.configurations().keySet().stream().map(Pid::toString)).containsExactly("a", "b~c");
        assertThat(parsed.configurations()
                        .get(Pid.parse("a").orElseThrow())
                        .toDictionary()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void cfgLinesMayBeContinued() {
        Dictionary<String, Object> p = one("x.cfg", "\uFEFFa = one, \\\n    two\n! c\nb = C:\\x=y \r\nc = \\\n");
        assertThat(p.get("a")).isEqualTo("one, two");
        assertThat(p.get("b")).isEqualTo("C:\\x=y");
        assertThat(p.get("c")).isEqualTo("\\");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x.json | {\"a\": 1,} | x.json:1:9: error: found '}': expected a name in double quotes after ','",
                "x.json | [1] | x.json:1:1: error: found an array: expected an object",
                "x.json | `` | x.json: error: the file is empty (write",
                "x.json | {\"a:Integer\": \"x\"} | x.json:1:15: error: 'x' is no Integer",
                "x.json | {\"a:Integer\": [1]} | x.json:1:15: error: found an array: expected one Integer (write Integer[])",
                "x.json | {\"a:Number\": 1} | x.json:1:2: error: unknown type 'Number' of 'a:Number' (expected one of Boolean",
                "x.json | {\"a\": 99999999999999999999} | x.json:1:7: error: 99999999999999999999 is too large",
                "x.json | {\"a\": 1, \"A\": 2} | x.json:1:10: error: 'A' is given twice",
                "x.json | {\"a\": [null]} | x.json:1:8: error: null cannot stand in an array",
                "x.json | {\":configurator:resource-version\": 2} | x.json:1:36: error: unknown version",
                "x.json | {\":configurator:resource-version\": 1, \"a\": 1} | x.json:1:44: error: found a number",
                "x.cfg | `novalue` | x.cfg:1:1: error: expected 'key = value'",
                "x.cfg | `  = 1` | x.cfg:1:3: error: expected 'key = value'",
            })
    void whatIsWrongIsSaidAtItsPlace(String name, String text, String problem) {
        assertThat(problems(name, text == null ? "" : text).get(0)).startsWith(problem);
    }

    @Test
    void allErrorsComeAtOnce() {
        assertThat(problems("x.cfg", "a\nb=1\nb=2")).hasSize(2);
        assertThat(problems("x.json", "{\"a:int\": 1, \"b:Byte\": 999}")).hasSize(2);
    }

    @Test
    void bytesThatAreNoTextAreAnError() {
        assertThat(EtcFile.parse(Path.of("x.json"), new byte[] {'{', (byte) 0xff, '}'})
                        .diagnostics())
                .singleElement()
                .asString()
                .contains("not UTF-8");
    }
}
