// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.Endpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OptionSchemaTest {

    enum Close {
        FIN,
        RESET
    }

    enum Version {
        @Spelled("1.0C")
        V1_0_CLOSE,
        @Spelled("1.1")
        V1_1
    }

    record Status(int first, int last) {
        @Form("a status, or two with a '-' between them")
        static Optional<Status> of(String word) {
            return word.matches("[1-5]\\d\\d")
                    ? Optional.of(new Status(Integer.parseInt(word), Integer.parseInt(word)))
                    : Optional.empty();
        }
    }

    record Url(
            @Option(help = "what is asked for", required = true, pattern = "\\S+", form = "a path")
            String path,

            @Option(help = "good statuses") List<Status> statusCode) {}

    record Weight(
            @Argument(help = "factor", min = "-254", max = "254")
            int factor,

            @Argument(help = "direction") Optional<Direction> direction) {}

    enum Direction {
        REVERSE,
        NOREVERSE
    }

    record Network(
            @Option(help = "limit", min = "0.001", max = "3600", otherwise = "the real server's")
            Optional<Duration> connectTimeout,

            @Option(help = "local address") Optional<InetAddress> bindto) {}

    @Summary("A server is good.")
    record Everything(
            @Inline Network network,

            @Option(help = "expected word", defaultValue = "hello")
            String expect,

            @Option(help = "port", form = "a port", min = "1", max = "65535")
            OptionalInt port,

            @Option(help = "how it ends", defaultValue = "reset")
            Close close,

            @Option(help = "version") Optional<Version> version,
            @Option(help = "quick") boolean fast,
            @Option(help = "no match", flag = true) boolean noMatch,
            @Option(help = "other server") Optional<Endpoint> peer,
            @Option(help = "influence") Optional<Weight> weight,
            @Option(help = "a request") List<Url> url,
            @Option(help = "as it comes") List<ConfigNode> raw,

            @Option(help = "old", deprecated = "use 'expect'")
            Optional<String> oldName) {}

    private static final OptionSchema<Everything> SCHEMA = OptionSchema.of(Everything.class);

    private static Everything read(String... lines) {
        Compiled<Everything> compiled = SCHEMA.compile(Text.block(lines), (values, given) -> values);
        assertThat(compiled.diagnostics()).isEmpty();
        return compiled.value().orElseThrow();
    }

    private static List<String> problems(String... lines) {
        return SCHEMA.compile(Text.block(lines), (values, given) -> values).diagnostics().stream()
                .map(Diagnostic::toString)
                .toList();
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        Everything nothing = read();
        assertThat(nothing.expect()).isEqualTo("hello");
        assertThat(nothing.close()).isEqualTo(Close.RESET);
        assertThat(nothing.port()).isEmpty();
        assertThat(nothing.fast()).isFalse();
        assertThat(nothing.url()).isEmpty();
        assertThat(nothing.network().connectTimeout()).isEmpty();
    }

    @Test
    void whatIsGivenIsReadByItsType() {
        Everything all = read(
                "expect x",
                "port 80",
                "connect_timeout 0.25",
                "bindto ::1",
                "close fin",
                "version 1.0C",
                "fast",
                "no_match",
                "peer 10.0.0.1 80",
                "weight -3 reverse",
                "raw a b",
                "url {",
                " path /a",
                " status_code 200 301",
                " status_code 404",
                "}",
                "url {",
                " path /b",
                "}");
        assertThat(all.expect()).isEqualTo("x");
        assertThat(all.port()).hasValue(80);
        assertThat(all.network().connectTimeout()).contains(Duration.ofMillis(250));
        assertThat(all.network().bindto()).isPresent();
        assertThat(all.close()).isEqualTo(Close.FIN);
        assertThat(all.version()).contains(Version.V1_0_CLOSE);
        assertThat(all.fast()).isTrue();
        assertThat(all.noMatch()).isTrue();
        assertThat(all.peer()).map(Endpoint::port).contains(80);
        assertThat(all.weight()).contains(new Weight(-3, Optional.of(Direction.REVERSE)));
        assertThat(all.raw())
                .singleElement()
                .extracting(n -> n.arguments().size())
                .isEqualTo(2);
        assertThat(all.url()).extracting(Url::path).containsExactly("/a", "/b");
        assertThat(all.url().get(0).statusCode()).extracting(Status::first).containsExactly(200, 301, 404);
    }

    @Test
    void everyProblemIsReportedAtItsPlaceWithWhatWasExpected() {
        assertThat(problems(
                        "expect",
                        "port 70000",
                        "connect_timeout 0",
                        "close rest",
                        "weight 1000",
                        "url {",
                        " status_code 20x",
                        "}",
                        "conect_timeout 3"))
                .containsExactlyInAnyOrder(
                        "t:1:1: error: 'expect' needs a value: one word, quoted if it has blanks",
                        "t:2:6: error: '70000' is not valid for 'port': expected a port from 1 to 65535",
                        "t:3:17: error: '0' is not valid for 'connect_timeout': expected seconds from 0.001 to 3600",
                        "t:4:7: error: 'rest' is not valid for 'close': expected one of fin, reset"
                                + " (did you mean 'reset'?)",
                        "t:5:8: error: '1000' is not valid for 'weight': expected a whole number from -254 to 254",
                        "t:6:1: error: 'url' needs 'path': a path",
                        "t:7:14: error: '20x' is not valid for 'status_code': expected a status, or two with a '-'"
                                + " between them",
                        "t:9:1: error: unknown keyword 'conect_timeout' in 'CHECK' (did you mean 'connect_timeout'?)");
    }

    @Test
    void wordsAndBlocksTooManyAreReported() {
        assertThat(problems("weight 1 reverse again", "no_match on", "url /x"))
                .containsExactlyInAnyOrder(
                        "t:1:18: error: 'again' is one argument too many for 'weight', which takes at most 2",
                        "t:2:10: error: 'on' is one argument too many for 'no_match', which takes none",
                        "t:3:1: error: 'url' needs a block: '{ … }'");
        assertThat(problems("expect {", "}", "expect x")).anyMatch(p -> p.contains("is given 2 times"));
    }

    @Test
    void aDeprecatedOptionIsAWarning() {
        assertThat(problems("old_name x")).containsExactly("t:1:1: warning: 'old_name' is deprecated (use 'expect')");
    }

    @Test
    void aConditionOfSeveralOptionsIsReportedAtOneOfThem() {
        Compiled<String> compiled = SCHEMA.compile(Text.block("url {", " path /x", "}", "port 80"), (values, given) -> {
            given.error("port", "is not for this");
            given.inner("url", 0).warning("path", "is odd", "");
            return "made";
        });
        assertThat(compiled.value()).isEmpty();
        assertThat(compiled.diagnostics())
                .extracting(d -> d.at().toString())
                .containsExactlyInAnyOrder("t:4:6", "t:2:7");
    }

    record Window(
            @Option(help = "least", defaultValue = "0") int min,
            @Option(help = "most", defaultValue = "9") int max) {
        Window {
            if (min > max) {
                throw new IllegalArgumentException("'min' is greater than 'max'");
            }
        }
    }

    @Test
    void whatTheRecordItselfRefusesIsAnError() {
        assertThat(OptionSchema.of(Window.class)
                        .compile(Text.block("min 5", "max 4"), (w, g) -> w)
                        .diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("'CHECK': 'min' is greater than 'max'");
    }

    @Test
    void theDescriptionSaysAllThatIsDeclared() {
        BlockDescription description = SCHEMA.description();
        assertThat(description.summary()).isEqualTo("A server is good.");
        assertThat(description.options())
                .extracting(OptionDescription::usage)
                .containsExactly(
                        "connect_timeout SECONDS",
                        "bindto ADDRESS",
                        "expect EXPECT",
                        "port NUMBER",
                        "close fin|reset",
                        "version 1.0C|1.1",
                        "fast [on|off]",
                        "no_match",
                        "peer ADDRESS",
                        "weight NUMBER [reverse|noreverse]",
                        "url { … }",
                        "raw …",
                        "old_name OLD_NAME");
    }
}
