// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.CheckTiming;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.RealServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealServerBlockTest {

    @Test
    void defaultsAreKeepaliveds() {
        Interpreted interpreted = Interpreted.realServer(" TCP_CHECK {\n }");

        RealServer server = interpreted.real();
        assertThat(interpreted.problems()).isEmpty();
        assertThat(server.weight()).isEqualTo(1);
        assertThat(server.upperThreshold()).isZero();
        assertThat(server.lowerThreshold()).isZero();
        assertThat(server.inhibitOnFailure()).isFalse();
        assertThat(server.notifyUp()).isEmpty();
        assertThat(server.notifyDown()).isEmpty();
        assertThat(server.smtpAlert())
                .as("the only alert that is on by default")
                .isTrue();
        assertThat(interpreted.check().timing())
                .isEqualTo(new CheckTiming(
                        Duration.ofSeconds(60),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        Duration.ZERO,
                        false,
                        false));
        assertThat(interpreted.check().target().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(interpreted.check().target().virtualHost()).isEmpty();
        assertThat(interpreted.check().target().protocol()).isEqualTo(Protocol.TCP);
        assertThat(interpreted.check().target().endpoint().toString()).isEqualTo("10.0.1.1:8080");
        assertThat(interpreted.check().target().weight()).isEqualTo(1);
        assertThat(interpreted.check().target().clientTls()).isEmpty();
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                row("weight 0", r -> r.weight(), 0),
                row("weight 2147483647", r -> r.weight(), Integer.MAX_VALUE),
                row("uthreshold 9\n lthreshold 3", r -> List.of(r.upperThreshold(), r.lowerThreshold()), List.of(9, 3)),
                row("inhibit_on_failure", r -> r.inhibitOnFailure(), true),
                row("inhibit_on_failure off", r -> r.inhibitOnFailure(), false),
                row(
                        "notify_up \"/bin/x 'a b'\"",
                        r -> r.notifyUp().orElseThrow().argv(),
                        List.of("/bin/x", "a b")),
                row("notify_down /bin/y", r -> r.notifyDown().orElseThrow().argv(), List.of("/bin/y")),
                row("smtp_alert off", r -> r.smtpAlert(), false),
                row("lvs_method DR", r -> r.endpoint().port(), 80));
    }

    private static Arguments row(String statements, Function<RealServer, Object> part, Object expected) {
        return Arguments.of(statements, part, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void statementsAreRead(String statements, Function<RealServer, Object> part, Object expected) {
        Interpreted interpreted = Interpreted.realServer(" " + statements);

        assertThat(part.apply(interpreted.real())).isEqualTo(expected);
        assertThat(interpreted.problems()).allMatch(p -> p.contains("with DR a real server"));
    }

    @Test
    void settingsAreInheritedFromTheVirtualServerAndTheGlobals() {
        Interpreted interpreted = Interpreted.of("""
                global_defs {
                    checker_log_all_failures
                    smtp_alert off
                }
                SSL {
                    ca /etc/ca.pem
                }
                virtual_server 10.0.0.1 80 {
                    protocol TCP
                    lvs_sched rr
                    lvs_method NAT
                    delay_loop 2
                    connect_timeout 3
                    retry 4
                    delay_before_retry 5
                    warmup 6
                    rise 7
                    jitter 8
                    alpha
                    virtualhost vs.example
                    inhibit_on_failure
                    real_server 10.0.1.1 80 {
                        TCP_CHECK {
                        }
                    }
                    real_server 10.0.1.2 80 {
                        delay_loop 12
                        connect_timeout 13
                        retry 14
                        delay_before_retry 15
                        warmup 16
                        rise 17
                        jitter 18
                        alpha off
                        virtualhost rs.example
                        inhibit_on_failure off
                        smtp_alert
                        TCP_CHECK {
                        }
                        HTTP_GET {
                            delay_loop 22
                            connect_timeout 23
                            retry 0
                            delay_before_retry 25
                            warmup 0
                            rise 27
                            jitter 0.5
                            alpha
                            log_all_failures no
                            virtualhost check.example
                            url {
                                path /
                            }
                        }
                    }
                }
                """);

        assertThat(interpreted.problems()).isEmpty();
        RealServer first = interpreted.real();
        RealServer second = interpreted.server().realServers().get(1);
        assertThat(interpreted.check().timing()).isEqualTo(timing(2, 4, 5, 6, 7, 8_000, true, true));
        assertThat(interpreted.check().target().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(interpreted.check().target().virtualHost()).contains("vs.example");
        assertThat(interpreted.check().target().clientTls().orElseThrow().caFile())
                .contains("/etc/ca.pem");
        assertThat(first.inhibitOnFailure()).isTrue();
        assertThat(first.smtpAlert()).isFalse();
        assertThat(second.inhibitOnFailure()).isFalse();
        assertThat(second.smtpAlert()).isTrue();
        assertThat(second.checks().get(0).timing()).isEqualTo(timing(12, 14, 15, 16, 17, 18_000, false, true));
        assertThat(second.checks().get(0).target().connectTimeout()).isEqualTo(Duration.ofSeconds(13));
        assertThat(second.checks().get(0).target().virtualHost()).contains("rs.example");
        assertThat(second.checks().get(1).timing()).isEqualTo(timing(22, 0, 25, 0, 27, 500, true, false));
        assertThat(Interpreted.options(second.checks().get(1).options()))
                .as("what is left for the checker")
                .isEqualTo("connect_timeout 23; virtualhost check.example; url { path /; }");
    }

    private static CheckTiming timing(
            int loop, int retry, int delay, int warmup, int rise, int jitterMillis, boolean alpha, boolean log) {
        return new CheckTiming(
                Duration.ofSeconds(loop),
                OptionalInt.of(retry),
                Optional.of(Duration.ofSeconds(delay)),
                Optional.of(Duration.ofSeconds(warmup)),
                rise,
                Duration.ofMillis(jitterMillis),
                alpha,
                log);
    }

    @Test
    void everyStatementInCapitalsWithABlockIsACheck() {
        Interpreted interpreted = Interpreted.realServer(" TCP_CHECK\n TCP_CHECK {\n }\n X2_ {\n anything { a b }\n }");

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.real().checks())
                .extracting(check -> check.id().toString())
                .containsExactly(
                        "tcp/10.0.0.1:80/10.0.1.1:8080/TCP_CHECK",
                        "tcp/10.0.0.1:80/10.0.1.1:8080/TCP_CHECK#2",
                        "tcp/10.0.0.1:80/10.0.1.1:8080/X2_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp_check {\n }", "TCP-CHECK {\n }", "1X {\n }", "MY_CHECK"})
    void otherKeywordsAreNot(String statement) {
        assertThat(Interpreted.realServer(" " + statement).problems())
                .singleElement()
                .asString()
                .startsWith("6:2: error UNKNOWN_KEYWORD: unknown keyword '"
                        + statement.split(" ")[0] + "' in 'real_server'");
    }

    @Test
    void hintsNameTheCheckers() {
        assertThat(Interpreted.realServer(" tcp_check {\n }")
                        .result()
                        .diagnostics()
                        .get(0)
                        .hint())
                .isEqualTo("did you mean 'TCP_CHECK'?");
    }

    @Test
    void theDeprecatedRetryOfHttpChecksCounts() {
        Interpreted interpreted = Interpreted.realServer(" HTTP_GET {\n  nb_get_retry 5\n }");

        assertThat(interpreted.check().timing().retry()).hasValue(5);
        assertThat(interpreted.check().options().node().block()).isEmpty();
        assertThat(interpreted.problems()).containsExactly("7:3: warning DEPRECATED: 'nb_get_retry' is deprecated");
    }

    @Test
    void thresholdsMustNotCross() {
        assertThat(Interpreted.realServer(" lthreshold 3\n uthreshold 2").problems())
                .containsExactly("6:13: error GENERAL: 'lthreshold' is greater than 'uthreshold' (2)");
    }

    @Test
    void aWrongAddressDoesNotHideTheChecksFromTheirFactories() {
        Interpreted interpreted = Interpreted.of("virtual_server x 80 {\n real_server y {\n TCP_CHECK {\n a\n }\n }\n"
                + " real_server z {\n TCP_CHECK {\n b\n }\n }\n}");

        assertThat(interpreted.server().realServers())
                .extracting(server -> Interpreted.options(server.checks().get(0).options()))
                .containsExactly("a", "b");
        assertThat(interpreted.server().realServers())
                .extracting(server -> server.checks().get(0).id())
                .doesNotHaveDuplicates();
    }

    @Test
    void aRealServerInsideNamesNoVirtualServer() {
        assertThat(Interpreted.realServer(" virtual_server fwmark 1").problems())
                .containsExactly(
                        "6:2: error GENERAL: 'virtual_server' is for a 'real_server' that stands outside of one");
    }

    @Test
    void aWrongAddressDoesNotHideWhatElseIsWrong() {
        assertThat(Interpreted.of(
                                "virtual_server 10.0.0.x 80 {\n foo 1\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n"
                                        + " real_server 10.0.1 80 {\n  weight 1x\n  TCP_CHECK {\n   retry y\n  }\n }\n}")
                        .problems())
                .containsExactly(
                        "1:16: error GENERAL: '10.0.0.x' is not valid for 'virtual_server': expected an IPv4 or IPv6 address",
                        "2:2: error UNKNOWN_KEYWORD: unknown keyword 'foo' in 'virtual_server'",
                        "6:14: error GENERAL: '10.0.1' is not valid for 'real_server': expected an IPv4 or IPv6 address",
                        "7:10: error INVALID_NUMBER: '1x' is not valid for 'weight': expected a whole number from 0 to "
                                + "2147483647",
                        "9:10: error INVALID_NUMBER: 'y' is not valid for 'retry': expected a whole number from 0 to "
                                + "2147483647");
    }
}
