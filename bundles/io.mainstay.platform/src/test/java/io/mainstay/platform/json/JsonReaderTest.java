// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.platform.json.JsonValue.JsonArray;
import io.mainstay.platform.json.JsonValue.JsonMember;
import io.mainstay.platform.json.JsonValue.JsonNumber;
import io.mainstay.platform.json.JsonValue.JsonObject;
import io.mainstay.platform.json.JsonValue.JsonString;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonReaderTest {

    @Test
    void keepsOrderAndPositionOfEveryValue() throws JsonSyntaxException {
        String text = "{\n  \"b\": [1, -2.5e3],\r\n  \"a\" : \"x\"\r}";
        JsonObject object = (JsonObject) JsonReader.read(text);

        assertThat(object.members()).extracting(JsonMember::name).containsExactly("b", "a");
        JsonArray array = (JsonArray) object.get("b").orElseThrow();
        assertThat(array.span()).isEqualTo(new JsonSpan(2, 8, 9, 20));
        assertThat(array.span().verbatim(text)).isEqualTo("[1, -2.5e3]");
        assertThat(array.elements().get(1).span().column()).isEqualTo(12);
        assertThat(((JsonNumber) array.elements().get(0)).isInteger()).isTrue();
        assertThat(((JsonNumber) array.elements().get(1)).isInteger()).isFalse();
        assertThat(object.member("a").orElseThrow().nameSpan().line()).isEqualTo(3);
        assertThat(object.get("a").orElseThrow().span().column()).isEqualTo(9);
    }

    @Test
    void skipsBothKindsOfComments() throws JsonSyntaxException {
        JsonObject object = (JsonObject) JsonReader.read("""
                // before
                { /* in
                     between */ "a": /**/ 1, // behind
                  "b": "// not a comment" }
                // after""");
        assertThat(object.members()).hasSize(2);
        assertThat(object.get("a").orElseThrow().span().line()).isEqualTo(3);
        assertThat(((JsonString) object.get("b").orElseThrow()).text()).isEqualTo("// not a comment");
    }

    @Test
    void resolvesEscapes() throws JsonSyntaxException {
        JsonString string = (JsonString) JsonReader.read("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00z\"");
        assertThat(string.text()).isEqualTo("a\"\\/\b\f\n\r\t\u00e9\uD83D\uDE00z");
    }

    @Test
    void positionsOfACutOutTextAreThoseOfTheWholeText() throws JsonSyntaxException {
        String whole = "{\n   \"real\": { \"weight\":\n   2 } }";
        JsonValue outer = ((JsonObject) JsonReader.read(whole)).get("real").orElseThrow();
        JsonSpan at = outer.span();

        JsonObject inner = (JsonObject) JsonReader.read(at.verbatim(whole), at.line(), at.column());

        assertThat(inner.members().get(0).nameSpan())
                .extracting(JsonSpan::line, JsonSpan::column)
                .containsExactly(2, 14);
        assertThat(inner.get("weight").orElseThrow().span())
                .extracting(JsonSpan::line, JsonSpan::column)
                .containsExactly(3, 4);
    }

    @Test
    void skipsAByteOrderMark() throws JsonSyntaxException {
        assertThat(JsonReader.read("\uFEFF{}").span().column()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1:1 | the text ends here: expected a value",
                "{`a`:1} | 1:2 | expected a name in double quotes, or '}'",
                "{\"a\" 1} | 1:6 | expected ':' after \"a\"",
                "{\"a\":} | 1:6 | expected a value for \"a\"",
                "{\"a\":1 \"b\":2} | 1:8 | expected ',' or '}' (the object begins in line 1)",
                "{\"a\":1,} | 1:8 | found '}': expected a name in double quotes after ','",
                "{\"a\":1, \"a\":2} | 1:9 | \"a\" is given twice in this object, first in line 1",
                "[1,] | 1:4 | expected a value after ','",
                "[1 2] | 1:4 | expected ',' or ']'",
                "[1 | 1:3 | the text ends here: expected ',' or ']'",
                "{} {} | 1:4 | expected the end of the text",
                "[01] | 1:2 | no leading zeros",
                "[1.] | 1:4 | a digit after the decimal point",
                "[10.0.0.1] | 1:6 | expected ',' or ']'",
                "[-] | 1:3 | expected a digit",
                "[1e] | 1:4 | a digit of the exponent",
                "[tru] | 1:2 | found 'tru': expected a value, or ']'",
                "[truee] | 1:2 | found 'truee'",
                "[\"a] | 1:2 | no closing '\"'",
                "[\"a\\x\"] | 1:4 | unknown escape",
                "[\"a\\u12g4\"] | 1:4 | four hexadecimal digits",
                "[1] / | 1:5 | expected '//' or '/*'",
                "[1] /* x | 1:5 | no closing '*/'",
            })
    void errorsNameTheExactPlaceAndWhatWasExpected(String text, String place, String message) {
        JsonSyntaxException e =
                catchThrowableOfType(JsonSyntaxException.class, () -> JsonReader.read(text == null ? "" : text));
        assertThat(e.line() + ":" + e.column()).isEqualTo(place);
        assertThat(e).hasMessageContaining(message);
    }

    @Test
    void anUnclosedStringIsReportedWhereItBegins() {
        JsonSyntaxException e = catchThrowableOfType(
                JsonSyntaxException.class, () -> JsonReader.read("{\n \"a\": \"open,\n \"b\": 1}"));
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.column()).isEqualTo(7);
    }

    @Test
    void deepNestingIsAnErrorNotAStackOverflow() {
        JsonSyntaxException e =
                catchThrowableOfType(JsonSyntaxException.class, () -> JsonReader.read("[".repeat(1_000_000)));
        assertThat(e.column()).isEqualTo(JsonReader.MAX_DEPTH + 1);
        assertThat(e).hasMessageContaining("nested more than 100 deep");
    }

    @Test
    void readsWhatTheWriterWritesWhateverItIs() throws JsonSyntaxException {
        Random random = new Random(20);
        for (int round = 0; round < 2_000; round++) {
            JsonWriter writer = random.nextBoolean() ? JsonWriter.compact() : JsonWriter.indented();
            write(writer, random, 0);
            String text = writer.toString();

            JsonValue value = JsonReader.read(text);

            assertThat(JsonWriter.compact().value(value).toString())
                    .isEqualTo(JsonWriter.compact()
                            .value(JsonReader.read(
                                    JsonWriter.indented().value(value).toString()))
                            .toString());
            assertThat(value.span().verbatim(text)).isEqualTo(text);
        }
    }

    @Test
    void damagedTextsGiveAPositionInsideTheText() {
        String good =
                "{\"a\": [1, 2.5, \"x\\u00e9\\n\", {\"b\": null, \"c\": [true, false]}], // c\n \"d\": /* e */ -1e-5}";
        Random random = new Random(21);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder damaged = new StringBuilder(good);
            for (int n = random.nextInt(3); n >= 0 && !damaged.isEmpty(); n--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, "{}[]\",:\\/*\n0eu\0x".charAt(random.nextInt(16)));
                    default -> damaged.setLength(at + 1);
                }
            }
            String text = damaged.toString();
            try {
                JsonReader.read(text);
            } catch (JsonSyntaxException e) {
                refused++;
                assertThat(e.line()).isBetween(1, (int) text.lines().count() + 1);
                assertThat(e.column()).isBetween(1, text.length() + 1);
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static void write(JsonWriter writer, Random random, int depth) {
        switch (random.nextInt(depth > 5 ? 5 : 7)) {
            case 0 -> writer.value(random.nextLong());
            case 1 -> writer.value(Double.longBitsToDouble(random.nextLong()));
            case 2 -> writer.value(random.nextBoolean());
            case 3 -> writer.value((String) null);
            case 4 -> writer.value(anyText(random));
            case 5 -> {
                writer.beginArray();
                for (int n = random.nextInt(4); n > 0; n--) {
                    write(writer, random, depth + 1);
                }
                writer.endArray();
            }
            default -> {
                writer.beginObject();
                for (int n = random.nextInt(4); n > 0; n--) {
                    writer.name(n + anyText(random));
                    write(writer, random, depth + 1);
                }
                writer.endObject();
            }
        }
    }

    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
        }
        return text.toString();
    }
}
