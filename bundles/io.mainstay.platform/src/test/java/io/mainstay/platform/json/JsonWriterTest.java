// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class JsonWriterTest {

    @Test
    void writesCompactly() {
        String text = JsonWriter.compact()
                .beginObject()
                .name("a")
                .value(1)
                .name("b")
                .beginArray()
                .value("x")
                .value(true)
                .value((String) null)
                .beginObject()
                .endObject()
                .endArray()
                .endObject()
                .toString();
        assertThat(text).isEqualTo("{\"a\":1,\"b\":[\"x\",true,null,{}]}");
    }

    @Test
    void writesIndented() {
        String text = JsonWriter.indented()
                .beginObject()
                .name("a")
                .beginArray()
                .value(1)
                .value(2)
                .endArray()
                .name("b")
                .beginArray()
                .endArray()
                .endObject()
                .toString();
        assertThat(text).isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}");
    }

    @Test
    void escapesWhatMustNotStandInAString() {
        assertThat(JsonWriter.compact()
                        .value("\"\\\n\t\u0000\u007f\u2028\ud800x\udc00\ud83d\ude00é")
                        .toString())
                .isEqualTo("\"\\\"\\\\\\n\\t\\u0000\\u007f\\u2028\\ud800x\\udc00\ud83d\ude00é\"");
    }

    @Test
    void numbersWithoutAJsonFormBecomeNull() {
        assertThat(JsonWriter.compact()
                        .beginArray()
                        .value(Double.NaN)
                        .value(Double.POSITIVE_INFINITY)
                        .value(0.25)
                        .endArray()
                        .toString())
                .isEqualTo("[null,null,0.25]");
    }

    @Test
    void refusesWhatWouldNotBeJson() {
        assertThatIllegalStateException().isThrownBy(() -> JsonWriter.compact().toString());
        assertThatIllegalStateException().isThrownBy(() -> JsonWriter.compact().name("a"));
        assertThatIllegalStateException()
                .isThrownBy(() -> JsonWriter.compact().beginObject().value(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> JsonWriter.compact().beginObject().name("a").endObject());
        assertThatIllegalStateException()
                .isThrownBy(() -> JsonWriter.compact().beginArray().endObject());
        assertThatIllegalStateException()
                .isThrownBy(() -> JsonWriter.compact().value(1).value(2));
        assertThatIllegalStateException()
                .isThrownBy(() -> JsonWriter.compact().beginArray().toString());
    }
}
