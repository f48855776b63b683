// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
    private static final String JSON = """
            { "status": "ok", "count": 3, "big": 1.50, "yes": true, "none": null,
              "a b": {"c": "\\u00e9\\n\\"x\\""}, "list": [ [1, {"k": "deep"}], "two", {} ],
              "skipped": {"x": [{"y": "}]"}], "z": -1e5}, "last": "end" }
            """;

    private static String find(String path, String json) throws JsonPath.Missing {
        return JsonPath.of(path).orElseThrow().find(json);
    }

    @ParameterizedTest
    @CsvSource({
        "$.status, ok",
        "status, ok",
        "$['status'], ok",
        "$.count, 3",
        "$.big, 1.50",
        "$.yes, true",
        "$.none, null",
        "$.list[0][0], 1",
        "$.list[0][1].k, deep",
        "list[1], two",
        "$.skipped.z, -1e5",
        "$.last, end"
    })
    void valuesAreFound(String path, String value) throws Exception {
        assertThat(find(path, JSON)).isEqualTo(value);
    }

    @Test
    void escapesAreResolved() throws Exception {
        assertThat(find("$['a b'].c", JSON)).isEqualTo("é\n\"x\"");
        assertThat(find("$[1]", "[0, \"\"]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"$.nothing", "$.status.deeper", "$.list[3]", "$.status[0]", "$.list", "$.skipped", "$[0]"})
    void whatIsNotThereIsMissing(String path) {
        assertThatThrownBy(() -> find(path, JSON)).isInstanceOf(JsonPath.Missing.class);
    }

    @Test
    void whatIsNoJsonIsMissing() {
        for (String bad : List.of(
                "",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\": x}",
                "{a: 1}",
                "<html>",
                "{\"b\": \"",
                "[1 2]",
                "{\"b\":\"\\u12\"}",
                "{\"b\":\"\\q\"}",
                "[".repeat(100_000))) {
            assertThatThrownBy(() -> find("$.a", bad)).as(bad).isInstanceOf(JsonPath.Missing.class);
        }
        assertThatThrownBy(() -> find("$.a", "{\"b\":" + "[".repeat(100_000)))
                .isInstanceOf(JsonPath.Missing.class)
                .hasMessageContaining("too deep");
    }

    @Test
    void anyTextHasTheValueOrMissesIt() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder changed = new StringBuilder(JSON);
            for (int j = 0; j < 3; j++) {
                changed.setCharAt(random.nextInt(changed.length()), "{}[]\",:1a\\ ".charAt(random.nextInt(11)));
            }
            try {
                assertThat(find("$.last", changed.toString())).isNotNull();
            } catch (JsonPath.Missing e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void pathsThatAreNoneAreRefused() {
        for (String bad : List.of("", "$", "$.", "$..a", "a.", "$[", "$[x]", "$[-1]", "$['']", "$a", "a[0]b")) {
            assertThat(JsonPath.of(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void numbersAreComparedByValue() {
        assertThat(JsonPath.same("1.50", "1.5")).isTrue();
        assertThat(JsonPath.same("1e3", "1000")).isTrue();
        assertThat(JsonPath.same("ok", "OK")).isFalse();
        assertThat(JsonPath.same("true", "1")).isFalse();
    }
}
